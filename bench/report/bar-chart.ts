import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { type Theme, themeConfig } from "./theme.ts";

/** One bar. */
export interface Bar {
  /** Bars of a group are shown together, below its name. */
  readonly group: string;
  readonly engine: string;
  readonly value: number;
  /** The value as shown at the end of the bar. */
  readonly label: string;
  readonly role: "ours" | "reference" | "peer";
}

export interface BarChart {
  readonly title: string;
  /** What is measured, in which unit, and whether more is better. */
  readonly subtitle: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 560;
const BAR = 24;
/** Space after the longest bar, for its label. */
const ROOM = 1.16;

/** Bars from zero, on a linear scale: their lengths compare as the numbers do. */
export function barChart({ title, subtitle, bars }: BarChart, theme: Theme): Promise<string> {
  const groups = [...new Set(bars.map(({ group }) => group))];
  const longest = Math.max(...bars.map(({ value }) => value));
  const spec: TopLevelSpec = {
    title: { text: title, subtitle },
    config: themeConfig(theme),
    spacing: 10,
    vconcat: groups.map((group) => panel(group, bars, longest, theme)),
  };
  return new View(parse(compile(spec).spec), { renderer: "none" }).toSVG();
}

type Panel = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"][number];

function panel(group: string, bars: readonly Bar[], longest: number, theme: Theme): Panel {
  return {
    title: { text: group, fontSize: 12, fontWeight: "normal", color: theme.muted, offset: 4 },
    data: { values: bars.filter((bar) => bar.group === group) },
    width: WIDTH,
    height: { step: BAR },
    encoding: {
      x: {
        field: "value",
        type: "quantitative",
        axis: null,
        scale: { domain: [0, longest * ROOM] },
      },
      y: {
        field: "engine",
        type: "nominal",
        sort: null,
        title: null,
        axis: { labelPadding: 8, labelLimit: 0 },
      },
    },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.68 }, cornerRadiusEnd: 2 },
        encoding: {
          color: {
            field: "role",
            type: "nominal",
            legend: null,
            scale: {
              domain: ["ours", "reference", "peer"],
              range: [theme.ours, theme.reference, theme.peer],
            },
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6 },
        encoding: { text: { field: "label", type: "nominal" } },
      },
    ],
  };
}
