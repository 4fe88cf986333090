import type { Config } from "vega-lite";

/** Colors for one background. */
export interface Theme {
  readonly name: "light" | "dark";
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly ours: string;
  readonly reference: string;
  readonly peer: string;
}

export const THEMES: readonly Theme[] = [
  {
    name: "light",
    text: "#1f2328",
    muted: "#59636e",
    grid: "#d1d9e0",
    ours: "#1a7f37",
    reference: "#8c959f",
    peer: "#afb8c1",
  },
  {
    name: "dark",
    text: "#f0f6fc",
    muted: "#9198a1",
    grid: "#3d444d",
    ours: "#3fb950",
    reference: "#7d8590",
    peer: "#59636e",
  },
];

const FONT = "-apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

/** The configuration of all charts in a theme. */
export function themeConfig({ text, muted, grid }: Theme): Config {
  return {
    background: "transparent",
    font: FONT,
    padding: 16,
    view: { stroke: null },
    title: {
      color: text,
      subtitleColor: muted,
      fontSize: 16,
      fontWeight: 600,
      subtitleFontSize: 12,
      subtitlePadding: 6,
      anchor: "start",
      frame: "group",
      offset: 14,
    },
    axis: {
      labelColor: text,
      labelFontSize: 12,
      domain: false,
      ticks: false,
      gridColor: grid,
      titleColor: muted,
    },
    header: { labelColor: text, labelFontSize: 13, labelFontWeight: 600, titleColor: muted },
    text: { color: text, fontSize: 12 },
  };
}
