import { findGpuContainers, type Result, unwrap } from "kube-mps";
import { diagnose, explainLimits, parseControlLog, parseObservations } from "kube-mps/explain";
import { compare, consume } from "../harness/compare.ts";
import { effort, type Settings, type Subject, scaled, type Table } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import { deployments } from "../inputs/deployments.ts";
import { MIXED, OBSERVED, observed } from "../inputs/observed.ts";

/** A node that shares its cards by MPS. */
const NODE = {
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: "gpu-1",
    labels: {
      "nvidia.com/gpu.sharing-strategy": "mps",
      "nvidia.com/gpu.replicas": "10",
      "nvidia.com/gpu.memory": "46068",
    },
  },
};

/** Which limits hold for objects, and what pasted text shows. */
export const explain: Subject = {
  name: "explain",
  measure: (settings) => ({
    tables: [objectTable(settings), ...textTables(settings)],
    verdicts: [],
  }),
};

function objectTable(settings: Settings): Table {
  const inputs = deployments(
    scaled(settings, 5_000, 20),
    { containers: 1, env: 10, gpu: true },
    settings.seed,
  );
  for (const input of inputs) {
    const [limits] = unwrap(explainLimits(input, { node: NODE }));
    if (limits?.enforced !== "yes") throw new Error("explainLimits: not as expected");
  }
  const engines = Object.entries<(input: object) => Result<unknown>>({
    "explainLimits, with its node": (input) => explainLimits(input, { node: NODE }),
    "explainLimits, without": (input) => explainLimits(input),
    "findGpuContainers, which it starts with": findGpuContainers,
  }).map(([name, work]) => ({
    name,
    run: () => {
      for (const input of inputs) consume(work(input));
      return inputs.length;
    },
  }));
  const timings = compare(engines, effort(settings, 11), settings.seed);
  return timingTable("Which limits hold, GPU Deployment", timings, {
    unit: "us",
    of: "one object",
  });
}

function textTables(settings: Settings): Table[] {
  return [...Object.keys(OBSERVED), MIXED].map((kind) => {
    const text = observed(kind, scaled(settings, 1_000_000, 10_000), settings.seed);
    const { length } = text.split("\n");
    const rows = Object.values(unwrap(parseObservations(text))).flat();
    if (rows.length !== length) throw new Error(`parseObservations: ${kind}: not as expected`);
    const engines = Object.entries<(input: string) => unknown>({
      parseObservations,
      "parseObservations and diagnose": (input) => diagnose(unwrap(parseObservations(input))),
      "parseControlLog: lines, as they are": parseControlLog,
    }).map(([name, work]) => ({
      name,
      run: () => {
        consume(work(text));
        return text.length;
      },
    }));
    const timings = compare(engines, effort(settings, 7), settings.seed);
    return timingTable(`Pasted text, ${kind}`, timings, { unit: "MB/s" });
  });
}
