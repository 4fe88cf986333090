import type { Findings } from "../harness/subject.ts";
import { digits } from "../harness/timing-table.ts";
import type { Bar, BarChart } from "./bar-chart.ts";

/** The charts of the report, by file name. */
export function charts(
  findings: ReadonlyMap<string, Findings>,
): Readonly<Record<string, BarChart>> {
  const yaml = findings.get("yaml")?.figures ?? {};
  const objects = findings.get("objects")?.figures ?? {};
  return {
    yaml: {
      title: "MPS limits written into YAML",
      subtitle: "Megabytes a second, the median: longer is faster",
      bars: Object.keys(YAML_GROUPS).flatMap((group) =>
        Object.keys(YAML_ENGINES).flatMap((name) => yamlBar(group, name, yaml)),
      ),
    },
    objects: {
      title: "MPS limits written into one Deployment",
      subtitle: "Microseconds, the median: shorter is faster",
      bars: Object.entries(objects)
        .sort(([, a], [, b]) => a - b)
        .map(([engine, seconds]) => objectBar(engine, seconds * 1e6)),
    },
  };
}

const YAML_GROUPS: Readonly<Record<string, string>> = {
  "1 document in 10 with a GPU": "1 document in 10 with a GPU",
  "every document with a GPU": "Every document with a GPU",
  "one List of 10,000 items, all with a GPU": "One List of 10,000 items",
};

const YAML_ENGINES: Readonly<Record<string, string>> = {
  "kube-mps": "kube-mps",
  "js-yaml: load, mutate, dump": "js-yaml",
  "yaml: parse, edit, stringify": "yaml",
};

function yamlBar(one: string, name: string, yaml: Readonly<Record<string, number>>): Bar[] {
  const value = yaml[`${one} | ${name}`];
  const group = YAML_GROUPS[one];
  const engine = YAML_ENGINES[name];
  if (value === undefined || group === undefined || engine === undefined) return [];
  const role = engine === "kube-mps" ? "ours" : "peer";
  return [{ group, engine, value, label: `${digits(value)} MB/s`, role }];
}

function objectBar(engine: string, value: number): Bar {
  const role =
    engine === "kube-mps" ? "ours" : engine.startsWith("hand-written") ? "reference" : "peer";
  return { group: "", engine, value, label: `${digits(value)} µs`, role };
}
