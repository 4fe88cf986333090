import { isDeepStrictEqual } from "node:util";
import { type Injection, injectGpuConfig, type Result, unwrap } from "kube-mps";
import { compare, consume, type Engine, type Timing } from "../harness/compare.ts";
import { effort, type Settings, type Subject, scaled, type Verdict } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import type { Deployment } from "../inputs/deployment.ts";
import { type DeploymentShape, deployments } from "../inputs/deployments.ts";
import { CONFIG } from "../inputs/limits.ts";
import { CLONING, mutate } from "../peers/cloning.ts";
import { findNothingByHand, injectByHand } from "../peers/hand-written.ts";

interface Case extends DeploymentShape {
  readonly objects: number;
}

/** The targets are about the first, with and without a GPU. */
const SHAPES: readonly Omit<Case, "gpu">[] = [
  { objects: 10_000, containers: 1, env: 10 },
  { objects: 10_000, containers: 1, env: 10, live: true },
  { objects: 10_000, containers: 1, env: 0 },
  { objects: 1_000, containers: 10, env: 10 },
  { objects: 100, containers: 100, env: 10 },
  { objects: 1_000, containers: 1, env: 200 },
  { objects: 100, containers: 1, env: 2_000 },
];

const CASES: readonly Case[] = [true, false].flatMap((gpu) =>
  SHAPES.map((shape) => ({ ...shape, gpu })),
);

const OURS = "kube-mps";
const BY_HAND = "hand-written copy-on-write";
const BARE_LOOP = "bare loop";

/** The share of the objects that a slow engine gets in one turn; another part in every round. */
const SLOW_SHARE = 0.1;

/** Writes limits into typed objects, one after the other. */
export const objects: Subject = {
  name: "objects",
  measure(settings) {
    const cases = settings.smoke ? CASES.filter(isTarget) : CASES;
    const measured = cases.map((one) => ({ one, timings: measureCase(one, settings) }));
    return {
      tables: measured.map(({ one, timings }) =>
        timingTable(titleOf(one), timings, { unit: "us", of: "one object" }),
      ),
      verdicts: measured.flatMap(({ one, timings }) => verdictsOf(one, timings)),
      figures: Object.fromEntries(
        measured[0]?.timings.map(({ name, seconds }) => [name, seconds.median]) ?? [],
      ),
    };
  },
};

function titleOf({ gpu, containers, env, live }: Case): string {
  const some = (count: number, one: string, many: string) =>
    `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  const sizes = `${some(containers, "container", "containers")}, ${some(env, "env entry", "env entries")} each`;
  const source = live === true ? ", as an API server gives it back" : "";
  return `Deployment ${gpu ? "with" : "without"} a GPU, ${sizes}${source}`;
}

function measureCase(one: Case, settings: Settings): Timing[] {
  const inputs = deployments(scaled(settings, one.objects, 20), one, settings.seed);
  const ours = (object: Deployment) => injectGpuConfig(object, CONFIG);
  const whole = one.gpu
    ? { [OURS]: ours, [BY_HAND]: injectByHand }
    : { [OURS]: ours, [BARE_LOOP]: findNothingByHand };
  verify(inputs, ours, Object.values(whole));
  const engines = [
    ...Object.entries(whole).map(([name, run]) => over(name, inputs, run, 1)),
    ...Object.entries(CLONING).map(([name, run]) => over(name, inputs, run, SLOW_SHARE)),
  ];
  return compare(engines, effort(settings, 21), settings.seed);
}

/** An engine over a share of the objects, another part in every round. */
function over(
  name: string,
  inputs: readonly Deployment[],
  run: (object: Deployment) => unknown,
  share: number,
): Engine {
  const length = Math.ceil(inputs.length * share);
  const parts = Math.ceil(inputs.length / length);
  return {
    name,
    run: (round) => {
      const start = (round % parts) * length;
      const part = inputs.slice(start, start + length);
      for (const object of part) consume(run(object));
      return part.length;
    },
  };
}

/** Checks the result of every engine, and that it does not change its input. */
function verify(
  inputs: readonly Deployment[],
  ours: (object: Deployment) => Result<Injection<Deployment>>,
  whole: readonly ((object: Deployment) => Result<Injection<Deployment>>)[],
): void {
  for (const input of inputs) {
    const before = structuredClone(input);
    const expected = structuredClone(input);
    mutate(expected);
    const result = ours(input);
    expectSame(unwrap(result).object, expected, OURS);
    for (const run of whole) expectSame(run(input), result, "the whole result");
    for (const [name, run] of Object.entries(CLONING)) expectSame(run(input), expected, name);
    expectSame(input, before, "the input");
  }
}

function expectSame(actual: unknown, expected: unknown, name: string): void {
  if (!isDeepStrictEqual(actual, expected)) throw new Error(`${name}: not as expected`);
}

function isTarget(one: Case): boolean {
  return one === CASES.find(({ gpu }) => gpu === one.gpu);
}

function verdictsOf(one: Case, timings: readonly Timing[]): Verdict[] {
  const wanted = { sense: "at least", unit: "x" } as const;
  const work = one.gpu ? "object, GPU Deployment" : "object, no GPU";
  if (!isTarget(one)) return [];
  const targets = one.gpu ? { "structuredClone + mutate": 15, immer: 15, mutative: 10 } : {};
  const faster = timings.flatMap(({ name, ratio }): Verdict[] => {
    const value = (targets as Record<string, number>)[name];
    return value === undefined
      ? []
      : [{ work, against: name, wanted: { ...wanted, value }, measured: ratio }];
  });
  const hand = timings[1];
  if (hand === undefined) return faster;
  const within = { sense: "at most", value: one.gpu ? 2 : 3, unit: "x" } as const;
  const { median, low, high } = hand.ratio;
  const slower = { median: 1 / median, low: 1 / high, high: 1 / low };
  return [...faster, { work, against: hand.name, wanted: within, measured: slower }];
}
