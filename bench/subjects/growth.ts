import { injectGpuConfig, unwrap } from "kube-mps";
import { packDemands } from "kube-mps/capacity";
import { fromDialect, toMpsServerConfig } from "kube-mps/dialects";
import { explainLimits, parseObservations } from "kube-mps/explain";
import { compilePolicies } from "kube-mps/policy";
import { injectYaml } from "kube-mps/yaml";
import { consume, cpuClock, type Engine, time, warm } from "../harness/compare.ts";
import { fittedExponent, median } from "../harness/statistics.ts";
import { effort, type Settings, type Subject, scaled } from "../harness/subject.ts";
import { digits } from "../harness/timing-table.ts";
import { deployments } from "../inputs/deployments.ts";
import { fleet } from "../inputs/fleet.ts";
import { CONFIG } from "../inputs/limits.ts";
import { type ManifestsShape, manifests } from "../inputs/manifests.ts";
import { MIXED, observed } from "../inputs/observed.ts";
import { containers, policies, REQUESTED } from "../inputs/policies.ts";

/** What grows, up to which size, and the work for a size. */
interface Dimension {
  readonly name: string;
  readonly largest: number;
  readonly workAt: (size: number, seed: number) => () => unknown;
}

const overText =
  (shapeAt: (size: number) => ManifestsShape) =>
  (size: number, seed: number): (() => unknown) => {
    const { text } = manifests(shapeAt(size), seed);
    return () => unwrap(injectYaml(text, CONFIG));
  };

const overObjects =
  (shapeAt: (size: number) => { readonly containers: number; readonly env: number }) =>
  (size: number, seed: number): (() => unknown) => {
    const [object = {}] = deployments(1, { ...shapeAt(size), gpu: true }, seed);
    return () => unwrap(injectGpuConfig(object, CONFIG));
  };

const DIMENSIONS: readonly Dimension[] = [
  {
    name: "objects: containers",
    largest: 4_096,
    workAt: overObjects((containers) => ({ containers, env: 4 })),
  },
  {
    name: "objects: env entries",
    largest: 65_536,
    workAt: overObjects((env) => ({ containers: 1, env })),
  },
  {
    name: "objects: items of a List",
    largest: 4_096,
    workAt: (size, seed) => {
      const items = deployments(size, { containers: 1, env: 4, gpu: true }, seed);
      const list = { apiVersion: "v1", kind: "List", items };
      return () => unwrap(injectGpuConfig(list, CONFIG));
    },
  },
  {
    name: "policies: containers",
    largest: 65_536,
    workAt: (size, seed) => {
      const { decide } = unwrap(compilePolicies(policies(1_000), { requested: REQUESTED }));
      const all = containers(size, seed);
      return () => all.map((container) => decide(container).ok);
    },
  },
  {
    name: "policies: compiled",
    largest: 4_096,
    workAt: (size) => {
      const all = policies(size);
      return () => unwrap(compilePolicies(all));
    },
  },
  {
    name: "YAML: documents",
    largest: 4_096,
    workAt: overText((documents) => ({ documents, gpuEvery: 1 })),
  },
  {
    name: "YAML: documents without a GPU",
    largest: 16_384,
    workAt: overText((documents) => ({ documents, gpuEvery: Number.POSITIVE_INFINITY })),
  },
  {
    name: "YAML: items of a List",
    largest: 4_096,
    workAt: overText((documents) => ({ documents, gpuEvery: 1, list: true })),
  },
  {
    name: "YAML: containers",
    largest: 4_096,
    workAt: overText((containers) => ({ documents: 1, gpuEvery: 1, containers, env: 4 })),
  },
  {
    name: "YAML: env entries",
    largest: 32_768,
    workAt: overText((env) => ({ documents: 1, gpuEvery: 1, env })),
  },
  {
    name: "YAML: bytes of comments",
    largest: 4_000_000,
    workAt: (size, seed) => {
      const { text } = manifests({ documents: 1, gpuEvery: 1, env: 4 }, seed);
      const commented = "# a line of a comment, as long as they are\n".repeat(size / 43) + text;
      return () => unwrap(injectYaml(commented, CONFIG));
    },
  },
  {
    name: "explain: containers",
    largest: 4_096,
    workAt: (containers, seed) => {
      const [object = {}] = deployments(1, { containers, env: 4, gpu: true }, seed);
      return () => unwrap(explainLimits(object));
    },
  },
  {
    name: "explain: bytes of pasted text",
    largest: 1_000_000,
    workAt: (size, seed) => {
      const text = observed(MIXED, size, seed);
      return () => unwrap(parseObservations(text));
    },
  },
  {
    name: "capacity: demands, and cards for them",
    largest: 16_384,
    workAt: (size, seed) => {
      const { nodes, demands } = fleet(size, seed);
      return () => unwrap(packDemands(nodes, demands));
    },
  },
  {
    name: "dialects: containers with annotations",
    largest: 8_192,
    workAt: (size) => {
      const names = Array.from({ length: size }, (_, index) => `c${index}`);
      const annotations = Object.fromEntries(
        names.map((name) => [`nvidia.com/container.${name}.gpu-memory.limit`, "4Gi"]),
      );
      const spec = { containers: names.map((name) => ({ name })) };
      const pod = { apiVersion: "v1", kind: "Pod", metadata: { annotations }, spec };
      return () => unwrap(fromDialect(pod));
    },
  },
  {
    name: "dialects: servers of MPS",
    largest: 8_192,
    workAt: (size) => {
      const servers = Array.from({ length: size }, (_, index) => [`s${index}`, { config: CONFIG }]);
      const all = Object.fromEntries(servers);
      return () => unwrap(fromDialect(unwrap(toMpsServerConfig(all)).value));
    },
  },
];

/** The number of sizes, each half of the next. */
const STEPS = 6;
/** The largest exponent of linear growth, with slack. */
const MAX_EXPONENT = 1.25;

/** Time by size: twice the work may take twice the time, and not much more. */
export const growth: Subject = {
  name: "growth",
  measure(settings) {
    const dimensions = DIMENSIONS.map((dimension) => ({
      dimension,
      ...fitted(dimension, settings),
    }));
    return {
      tables: [
        {
          title: "Growth",
          about: "Time grows with size to the power of the exponent: 1 is linear, 2 quadratic.",
          columns: ["what grows", "up to", "exponent", "µs each, smallest", "µs each, largest"],
          rows: dimensions.map(({ dimension, exponent, each }) => [
            dimension.name,
            Math.round(dimension.largest * settings.scale).toLocaleString("en"),
            exponent.toFixed(2),
            perUnit(each[0]),
            perUnit(each.at(-1)),
          ]),
        },
      ],
      verdicts: dimensions.map(({ dimension, exponent }) => ({
        work: `growth, ${dimension.name}`,
        against: "exponent",
        wanted: { sense: "at most", value: MAX_EXPONENT, unit: "" },
        measured: { median: exponent, low: exponent, high: exponent },
        hard: true,
      })),
    };
  },
};

interface Fit {
  readonly exponent: number;
  /** Seconds for each unit of size. */
  readonly each: readonly number[];
}

/** The exponent; if it is too large, that of a second measurement. */
function fitted(dimension: Dimension, settings: Settings): Fit {
  const once = fittedOnce(dimension, settings);
  return once.exponent <= MAX_EXPONENT ? once : fittedOnce(dimension, settings);
}

function fittedOnce({ largest, workAt }: Dimension, settings: Settings): Fit {
  const sizes = Array.from({ length: STEPS }, (_, step) =>
    Math.ceil(scaled(settings, largest, 64) / 2 ** (STEPS - 1 - step)),
  );
  const engines = sizes.map((size): Engine => {
    const work = workAt(size, settings.seed);
    const run = () => {
      consume(work());
      return 1;
    };
    return { name: String(size), run };
  });
  const turns = { ...effort(settings, 5), clock: cpuClock };
  for (const engine of engines.slice(-1)) warm(engine, turns);
  const seconds = engines.map((engine) =>
    median(Array.from({ length: turns.rounds }, (_, round) => time(engine, round, turns))),
  );
  return {
    exponent: fittedExponent(sizes.map((size, index) => [size, seconds[index] ?? Number.NaN])),
    each: sizes.map((size, index) => (seconds[index] ?? Number.NaN) / size),
  };
}

function perUnit(seconds = Number.NaN): string {
  return digits(seconds * 1e6);
}
