import fc from "fast-check";
import type { Result } from "kube-mps";
import {
  demandsOf,
  memoryUtilizationFraction,
  packDemands,
  quotaFor,
  readGpuNode,
  readGpuNodes,
  recommendLimits,
  replicasFor,
  scaleQuota,
} from "kube-mps/capacity";
import { describe, expect, it } from "vitest";
import { runs } from "../helpers/properties.ts";

type Call = (input: never, other: never) => Result<unknown>;

/** Every function, with an input of one kind in each of its places. */
const CALLS: [name: string, call: Call][] = [
  ["readGpuNode", (input) => readGpuNode(input)],
  ["readGpuNode, labels", (labels) => readGpuNode({ metadata: { labels } })],
  ["readGpuNode, allocatable", (allocatable) => readGpuNode({ status: { allocatable } })],
  ["readGpuNodes", (input, other) => readGpuNodes({ items: [input, other] })],
  ["demandsOf", (input, options) => demandsOf(input, options)],
  ["packDemands", (nodes, demands) => packDemands(nodes, demands)],
  ["packDemands, items", (node, demand) => packDemands([node], [demand])],
  ["packDemands, options", (options) => packDemands([], [], options)],
  ["replicasFor", (config, gpu) => replicasFor(config, gpu)],
  ["recommendLimits", (samples, options) => recommendLimits(samples, options)],
  ["recommendLimits, samples", (memoryMiB, current) => recommendLimits({ memoryMiB }, { current })],
  ["memoryUtilizationFraction", (input) => memoryUtilizationFraction(input)],
  ["quotaFor", (demands, target) => quotaFor(demands, target)],
  ["quotaFor, options", (options) => quotaFor([], "ClusterQueue", options)],
  ["scaleQuota", (state, policy) => scaleQuota(state, policy)],
];

/** Throws whatever is done with it. */
function throwing(): never {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy as never;
}

const KEYS = [
  "name",
  "memoryMiB",
  "count",
  "replicas",
  "copies",
  "quota",
  "demand",
  "min",
  "max",
  "limitMiB",
  "totalMiB",
  "metadata",
  "labels",
  "nodeSelector",
  "path",
  "__proto__",
];
const VALUES = [0, -0, -1, 1e300, 0.1, "", "1", null, true, 10n, [], {}, Number.NaN, Symbol("a")];
const value = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom<unknown>(...VALUES, [[]], { a: 1 })),
  fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true, withDate: true }),
);

describe.each(CALLS)("%s", (_, call) => {
  it("answers any value with a result that is safe to print", () => {
    fc.assert(
      fc.property(value, value, (input, other) => {
        const result = call(input as never, other as never);
        expect(typeof result.ok).toBe("boolean");
        const problems = result.ok ? result.warnings : [...result.issues, ...result.warnings];
        for (const { received = "" } of problems) expect(received.length).toBeLessThanOrEqual(80);
        expect(() => JSON.stringify(result)).not.toThrow();
      }),
      runs(200),
    );
  });

  it("answers what throws when it is read with an issue", () => {
    const result = call(throwing(), throwing());
    expect(result).toMatchObject({ ok: false });
  });
});

describe("packDemands", () => {
  it("is not slow where no demand fits", () => {
    const nodes = Array.from({ length: 500 }, (_, at) => ({
      name: `n${at}`,
      memoryMiB: 1000,
      count: 8,
      labels: { zone: String(at) },
    }));
    const demands = Array.from({ length: 5_000 }, (_, at) => ({
      name: `d${at}`,
      memoryMiB: 600 + (at % 300),
      copies: 200,
      gpus: 1 + (at % 9),
      nodeSelector: { zone: String(at % 600) },
    }));
    const start = performance.now();
    const result = packDemands(nodes, demands.slice(0, 200));
    expect(result.ok).toBe(true);
    expect(packDemands(nodes, demands)).toMatchObject({ ok: false });
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("does not take keys of a prototype for labels", () => {
    const node = { name: "a", count: 1, memoryMiB: 1000, labels: {} };
    const nodeSelector = JSON.parse('{ "__proto__": "x" }');
    const demand = { name: "a", memoryMiB: 1, copies: 1, nodeSelector };
    expect(packDemands([node], [demand])).toMatchObject({
      value: { unplaced: [{ reason: { code: "capacity/no-node" } }] },
    });
  });
});
