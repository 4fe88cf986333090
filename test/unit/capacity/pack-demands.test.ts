import fc from "fast-check";
import { unwrap } from "kube-mps";
import { type GpuDemand, type GpuNodeInput, type Packing, packDemands } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";
import { runs } from "../../helpers/properties.ts";

const L40S: GpuNodeInput = { name: "l40s", memoryMiB: 46_068, count: 2, replicas: 10 };
const OWN: GpuNodeInput = {
  name: "own",
  memoryMiB: 40_000,
  count: 1,
  sharing: "mps",
  sharedBy: "daemon",
};
const ALONE: GpuNodeInput = { name: "alone", memoryMiB: 80_000, count: 1 };

function demand(name: string, memoryMiB: number | undefined, more: Partial<GpuDemand> = {}) {
  return { name, memoryMiB, copies: 1, ...more };
}

function pack(
  nodes: readonly GpuNodeInput[],
  demands: readonly GpuDemand[],
  options = {},
): Packing {
  return unwrap(packDemands(nodes, demands, options));
}

/** The names on each card. */
function placedOn(packing: Packing): string[][] {
  return packing.gpus.map(({ placed }) => placed.map(({ demand }) => demand));
}

function reasonOf(nodes: readonly GpuNodeInput[], demands: readonly GpuDemand[], options = {}) {
  return pack(nodes, demands, options).unplaced.map(({ demand, copies, reason }) => [
    demand,
    copies,
    reason.code,
  ]);
}

describe("packDemands", () => {
  it("says what is on each card, and what is left of it", () => {
    const node = { ...L40S, product: "NVIDIA-L40S", count: 1 };
    const trainers = demand("train", 4_000, { threads: 5, copies: 2 });
    expect(packDemands([node], [trainers], { reserveMiB: 68 })).toEqual({
      ok: true,
      value: {
        gpus: [
          {
            node: "l40s",
            index: 0,
            product: "NVIDIA-L40S",
            memoryMiB: 46_068,
            freeMiB: 38_000,
            threads: 10,
            clients: 2,
            maxClients: 48,
            replicas: 10,
            placed: [
              { demand: "train", memoryMiB: 4_000, threads: 5 },
              { demand: "train", memoryMiB: 4_000, threads: 5 },
            ],
          },
        ],
        unplaced: [],
        lowerBound: 1,
        optimal: true,
      },
      warnings: [],
    });
  });

  it("places the largest first, equal ones by name", () => {
    const demands = [demand("b", 10_000), demand("a", 10_000), demand("large", 30_000)];
    expect(placedOn(pack([{ ...OWN, count: 2 }], demands))).toEqual([["large", "a"], ["b"]]);
  });

  it("tells demands of one name and size apart by what else they ask for", () => {
    const zones = ["a", "b"].map((zone) => ({ ...OWN, name: zone, labels: { zone } }));
    const demands = ["b", "a", "a"].map((zone, at) =>
      demand("same", 30_000, { nodeSelector: { zone, kind: "x" }, path: [at] }),
    );
    const nodes = zones.map((node) => ({ ...node, labels: { ...node.labels, kind: "x" } }));
    const packing = pack(nodes, demands);
    expect(placedOn(packing)).toEqual([["same"], ["same"]]);
    expect(packing.unplaced).toMatchObject([{ reason: { path: [2] } }]);
    expect(pack(nodes, [...demands].reverse())).toEqual(packing);
  });

  it("fills the nodes in their order", () => {
    const demands = [demand("a", 10_000, { copies: 5 })];
    const second = { ...OWN, name: "second" };
    const { gpus } = pack([OWN, second], demands);
    expect(gpus.map(({ node, placed }) => [node, placed.length])).toEqual([
      ["own", 4],
      ["second", 1],
    ]);
  });

  it("proves a packing optimal by its lower bound", () => {
    const demands = [demand("a", 25_000, { copies: 3 })];
    expect(pack([{ ...OWN, count: 4 }], demands)).toMatchObject({ lowerBound: 3, optimal: true });
  });

  it("does not claim what it cannot prove", () => {
    const sizes = [12_000, 12_000, 12_000, 12_000, 16_000, 16_000];
    const demands = sizes.map((size, index) => demand(`d${index}`, size));
    const packing = pack([{ ...OWN, count: 3 }], demands);
    expect(packing).toMatchObject({ unplaced: [], lowerBound: 2, optimal: false });
  });

  it("counts more cards like the largest where these are too few", () => {
    const demands = [demand("a", 30_000, { copies: 5 })];
    expect(pack([OWN], demands)).toMatchObject({ lowerBound: 5, optimal: false });
  });

  it("does not count more for a demand without a limit than it takes anywhere", () => {
    const shared: GpuNodeInput = { name: "shared", memoryMiB: 100, count: 1, sharing: "mps" };
    const packing = pack([{ ...ALONE, memoryMiB: 100 }, shared], [demand("a", undefined)], {
      reserveMiB: 7,
    });
    expect(packing).toMatchObject({ unplaced: [], lowerBound: 1, optimal: true });
  });

  it("has nothing to do without demands", () => {
    expect(pack([], [])).toEqual({ gpus: [], unplaced: [], lowerBound: 0, optimal: true });
  });

  describe("of a demand without a limit", () => {
    it("gives it a card that is not shared by MPS", () => {
      const sliced: GpuNodeInput = {
        ...ALONE,
        name: "sliced",
        replicas: 4,
        sharing: "time-slicing",
      };
      const { gpus } = pack([sliced, ALONE], [demand("a", undefined, { copies: 2 })]);
      expect(gpus.map(({ placed, freeMiB }) => [placed.length, freeMiB])).toEqual([
        [1, 0],
        [1, 0],
      ]);
    });

    it("gives it the share of a client of the device plugin", () => {
      const { gpus } = pack([L40S], [demand("a", undefined, { clients: 2 })]);
      expect(gpus[0]).toMatchObject({ placed: [{ memoryMiB: 9_212 }], clients: 2 });
    });

    it("gives it a whole card of your own daemon, and nothing else that card", () => {
      const demands = [demand("all", undefined), demand("small", 1_000)];
      expect(placedOn(pack([{ ...OWN, count: 2 }], demands))).toEqual([["all"], ["small"]]);
    });

    it("places it on a card of unknown memory", () => {
      const unknown: GpuNodeInput = { name: "gb10", count: 1 };
      expect(pack([unknown], [demand("a", undefined)])).toMatchObject({
        gpus: [{ memoryMiB: undefined, freeMiB: 0, placed: [{ memoryMiB: 0 }] }],
        optimal: true,
      });
    });
  });

  describe("of a demand for several cards", () => {
    it("uses cards of one node", () => {
      const nodes = [ALONE, { ...OWN, name: "pair", count: 2 }];
      const { gpus } = pack(nodes, [demand("a", 30_000, { gpus: 2 })]);
      expect(gpus.map(({ placed }) => placed.length)).toEqual([0, 1, 1]);
    });

    it("places it before others", () => {
      const demands = [demand("a", 30_000, { copies: 2 }), demand("wide", 20_000, { gpus: 2 })];
      expect(placedOn(pack([{ ...OWN, count: 3 }], demands))).toEqual([["wide"], ["wide"], ["a"]]);
    });

    it("tells nodes that are too small from nodes that are too full", () => {
      const nodes = [{ ...OWN, count: 2 }];
      const full = [demand("wide", 30_000, { gpus: 2, copies: 2 })];
      expect(reasonOf(nodes, full)).toEqual([["wide", 1, "capacity/no-memory"]]);
      expect(reasonOf(nodes, [demand("wider", 1, { gpus: 3 })])).toEqual([
        ["wider", 1, "capacity/too-few-gpus"],
      ]);
    });

    it("passes over cards that are full", () => {
      const demands = [
        demand("pair", 39_000, { gpus: 2 }),
        demand("single", 1_000, { copies: 2 }),
        demand("trio", 500, { gpus: 3 }),
      ];
      const { gpus } = pack(
        [{ ...OWN, count: 4 }],
        [...demands, demand("other", 900, { gpus: 2 })],
      );
      expect(gpus.map(({ placed }) => placed.map(({ demand }) => demand))).toEqual([
        ["trio", "pair"],
        ["trio", "pair"],
        ["trio", "other", "single", "single"],
        ["other"],
      ]);
    });

    it("does not take cards of two nodes", () => {
      const nodes = ["one", "two"].map((name) => ({ ...OWN, name, count: 3 }));
      const wide = demand("wide", 30_000, { gpus: 2, copies: 3 });
      expect(reasonOf(nodes, [wide])).toEqual([["wide", 1, "capacity/too-few-gpus"]]);
    });
  });

  describe("says why a demand is not placed:", () => {
    const labeled = { ...OWN, labels: { zone: "a" }, resource: "nvidia.com/gpu" };
    it.each<[string, string, GpuNodeInput[], GpuDemand, object?]>([
      ["there is no node", "capacity/no-node", [], demand("a", 1)],
      [
        "another resource is offered",
        "capacity/no-node",
        [labeled],
        demand("a", 1, { resource: "nvidia.com/gpu.shared" }),
      ],
      [
        "a MIG slice is not a card",
        "capacity/no-node",
        [OWN],
        demand("a", 1, { resource: "nvidia.com/mig-1g.10gb" }),
      ],
      [
        "no node has the labels",
        "capacity/no-node",
        [labeled],
        demand("a", 1, { nodeSelector: { zone: "b" } }),
      ],
      [
        "its memory is unknown",
        "capacity/memory-unknown",
        [{ name: "gb10", count: 1 }],
        demand("a", 1),
      ],
      ["no card is as large", "capacity/too-large", [OWN], demand("a", 40_001)],
      [
        "the reserve leaves less",
        "capacity/too-large",
        [OWN],
        demand("a", 40_000),
        { reserveMiB: 1 },
      ],
      ["the share is smaller", "capacity/over-share", [L40S], demand("a", 4_607)],
      [
        "no server has so many clients",
        "capacity/no-clients",
        [OWN],
        demand("a", 1, { clients: 49 }),
      ],
      [
        "a card has fewer threads",
        "capacity/no-threads",
        [OWN],
        demand("a", 1, { threads: 60, clients: 2 }),
        { threadFactor: 1 },
      ],
      ["replicas are taken", "capacity/no-replica", [ALONE], demand("a", 1, { copies: 2 })],
      ["memory is taken", "capacity/no-memory", [OWN], demand("a", 30_000, { copies: 2 })],
      [
        "clients are taken",
        "capacity/no-clients",
        [OWN],
        demand("a", 1, { clients: 24, copies: 3 }),
      ],
      [
        "threads are taken",
        "capacity/no-threads",
        [OWN],
        demand("a", 1, { threads: 60, copies: 2 }),
        { threadFactor: 1 },
      ],
    ])("%s", (_, code, nodes, one, options) => {
      expect(reasonOf(nodes, [one], options)).toEqual([["a", 1, code]]);
    });

    it("with the path of its container", () => {
      const path = ["spec", "containers", 0];
      const { unplaced } = pack([], [demand("a", 1, { path })]);
      expect(unplaced).toEqual([
        {
          demand: "a",
          copies: 1,
          reason: {
            code: "capacity/no-node",
            path,
            message: "no node offers this resource and has the labels of the nodeSelector",
            received: '"1Mi"',
          },
        },
      ]);
    });
  });

  it.each<[string, GpuNodeInput, GpuDemand]>([
    ["all memory", OWN, demand("a", 40_000)],
    ["all of its share", L40S, demand("a", 4_606, { copies: 20 })],
    ["all clients", OWN, demand("a", 1, { clients: 16, copies: 3 })],
    ["all threads", OWN, demand("a", 1, { threads: 25, clients: 2, copies: 2 })],
    ["all cards of a node", { ...OWN, count: 3 }, demand("a", 40_000, { gpus: 3 })],
    ["all replicas", { ...ALONE, replicas: 3 }, demand("a", 1, { copies: 3 })],
    [
      "one replica, whatever replicas says",
      { ...ALONE, sharing: "none", replicas: 3 },
      demand("a", 1),
    ],
  ])("places a demand that takes %s", (_, node, one) => {
    const options = { threadFactor: 1 };
    expect(reasonOf([node], [one], options)).toEqual([]);
    const more = { ...one, copies: one.copies + 1 };
    expect(reasonOf([node], [more], options)).toHaveLength(1);
  });

  it.each<[GpuDemand, string]>([
    [demand("a", 1, { clients: 49 }), "an MPS server does not serve so many clients"],
    [demand("a", 1, { clients: 48, copies: 2 }), "no MPS server can serve so many more clients"],
    [
      demand("a", 1, { threads: 51, clients: 2 }),
      "these are more threads than threadFactor allows",
    ],
    [demand("a", 1, { threads: 51, copies: 2 }), "no card has so many of its threads left"],
  ])("tells what an empty card cannot hold from what is taken: %j", (one, message) => {
    const [unplaced] = pack([OWN], [one], { threadFactor: 1 }).unplaced;
    expect(unplaced?.reason.message).toBe(message);
  });

  it("lets a pod set a limit above its share on GKE, which the device plugin does not", () => {
    const gke: GpuNodeInput = { ...L40S, sharedBy: "gke" };
    expect(reasonOf([gke], [demand("a", 20_000)])).toEqual([]);
    expect(reasonOf([L40S], [demand("a", 20_000)])).toEqual([["a", 1, "capacity/over-share"]]);
  });

  it("places on a node whose labels and resource are unknown", () => {
    const one = demand("a", 1, { resource: "nvidia.com/gpu", nodeSelector: { zone: "b" } });
    expect(reasonOf([OWN], [one])).toEqual([]);
  });

  it("places on the node that offers the resource and has every label", () => {
    const node = (name: string, resource: string, zone: string): GpuNodeInput => ({
      ...OWN,
      name,
      resource,
      labels: { zone, kind: "gpu" },
    });
    const nodes = [
      node("other resource", "nvidia.com/gpu.shared", "b"),
      node("other zone", "nvidia.com/gpu", "a"),
      node("right", "nvidia.com/gpu", "b"),
    ];
    const one = demand("a", 1, {
      resource: "nvidia.com/gpu",
      nodeSelector: { kind: "gpu", zone: "b" },
    });
    expect(placedOn(pack(nodes, [one]))).toEqual([[], [], ["a"]]);
    const mig = { ...one, resource: "nvidia.com/mig-1g.10gb" };
    const slices = node("slices", "nvidia.com/mig-1g.10gb", "b");
    expect(placedOn(pack([...nodes, slices], [mig]))).toEqual([[], [], [], ["a"]]);
  });

  it("does not give the rest of a card to a demand without a limit", () => {
    const sliced: GpuNodeInput = { ...ALONE, count: 2, replicas: 2, sharing: "time-slicing" };
    const demands = [demand("pair", 1_000, { gpus: 2 }), demand("all", undefined)];
    expect(reasonOf([sliced], demands)).toEqual([["all", 1, "capacity/no-replica"]]);
  });

  it.each<[string, GpuNodeInput, GpuDemand]>([
    ["on GKE", { ...L40S, sharedBy: "gke" }, demand("a", 4_000, { threads: 50 })],
    ["on a daemon", OWN, demand("a", 4_000, { threads: 50 })],
    ["on a card of its own", ALONE, demand("a", 4_000, { threads: 50 })],
    ["for its share", L40S, demand("a", 4_000, { threads: 10 })],
    ["by time", { ...ALONE, replicas: 2, sharing: "time-slicing" }, demand("a", undefined)],
    ["on several cards of its own", { ...ALONE, count: 2 }, demand("a", 4_000, { gpus: 2 })],
    ["on several cards of a daemon", { ...OWN, count: 2 }, demand("a", 4_000, { gpus: 2 })],
  ])("has nothing to warn of %s", (_, node, one) => {
    expect(packDemands([node], [one])).toMatchObject({ value: { unplaced: [] }, warnings: [] });
  });

  it.each<[string, string, GpuNodeInput, GpuDemand]>([
    [
      "threads that time slicing does not limit",
      "capacity/not-enforced",
      { ...ALONE, replicas: 2, sharing: "time-slicing" },
      demand("a", undefined, { threads: 5 }),
    ],
    [
      "limits that time slicing does not enforce",
      "capacity/not-enforced",
      { ...ALONE, replicas: 2, sharing: "time-slicing" },
      demand("a", 1_000),
    ],
    ["fewer threads", "capacity/fewer-threads", L40S, demand("a", 4_000, { threads: 50 })],
    ["several replicas", "capacity/several-replicas", L40S, demand("a", 4_000, { gpus: 2 })],
  ])("warns once of %s", (_, code, node, one) => {
    const { warnings } = packDemands([{ ...node, count: 2 }], [{ ...one, copies: 2 }]);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([[code, ["demands", 0]]]);
  });

  it("reports every invalid value with its path", () => {
    const nodes: unknown = [
      { name: 1, count: 1.5, memoryMiB: 0, labels: { a: 1 }, sharing: "MPS", memoryMib: 1 },
      null,
    ];
    const demands: unknown = [
      { memoryMiB: Number.NaN, copies: -1, threads: 101, clients: 0, gpus: 10n, path: [{}] },
      { name: "a", copies: 1_000_001, nodeSelector: [] },
    ];
    const result = packDemands(nodes as [], demands as [], {
      reserveMiB: -1,
      threadFactor: Number.NaN,
    });
    expect(
      result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(".")}`),
    ).toEqual([
      "options/value reserveMiB",
      "options/value threadFactor",
      "capacity/unknown-key nodes.0.memoryMib",
      "capacity/value nodes.0.name",
      "capacity/value nodes.0.memoryMiB",
      "capacity/value nodes.0.count",
      "capacity/value nodes.0.sharing",
      "capacity/value nodes.0.labels",
      "capacity/value nodes.1",
      "capacity/value demands.0.name",
      "capacity/value demands.0.memoryMiB",
      "capacity/value demands.0.threads",
      "capacity/value demands.0.clients",
      "capacity/value demands.0.gpus",
      "capacity/value demands.0.copies",
      "capacity/value demands.0.path",
      "capacity/value demands.1.copies",
      "capacity/value demands.1.nodeSelector",
    ]);
  });

  it.each([[undefined], [null], ["nodes"], [{}]])("reports lists that are %j", (input) => {
    const result = packDemands(input as never, input as never);
    const paths = result.ok ? [] : result.issues.map(({ code, path }) => [code, path]);
    expect(paths).toEqual([
      ["capacity/value", ["nodes"]],
      ["capacity/value", ["demands"]],
    ]);
  });

  it("reports more cards and copies than can be counted", () => {
    const nodes = Array.from({ length: 1_000 }, (_, at) => ({ name: `n${at}`, count: 1_024 }));
    const demands = [demand("a", 1, { copies: 1_000_000, gpus: 2 })];
    const result = packDemands(nodes, demands);
    expect(result.ok ? [] : result.issues.map(({ path }) => path)).toEqual([
      ["nodes"],
      ["demands"],
    ]);
  });
});

const MEMORY = 100;
const nodes = fc.array(
  fc.record({
    name: fc.constantFrom("a", "b", "c"),
    memoryMiB: fc.constantFrom(MEMORY, 60, 40),
    count: fc.nat(3),
    replicas: fc.integer({ min: 1, max: 4 }),
    sharing: fc.constantFrom("none" as const, "mps" as const, "time-slicing" as const),
    sharedBy: fc.constantFrom("device-plugin" as const, "gke" as const, "daemon" as const),
    maxClients: fc.integer({ min: 1, max: 6 }),
  }),
  { maxLength: 4 },
);
const demands = fc
  .array(
    fc.record({
      memoryMiB: fc.option(fc.integer({ min: 1, max: MEMORY }), { nil: undefined }),
      threads: fc.nat(100),
      clients: fc.integer({ min: 1, max: 3 }),
      gpus: fc.integer({ min: 1, max: 2 }),
      copies: fc.nat(4),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((one, index) => ({ name: `d${index}`, path: [index], ...one })));
const options = fc.record({
  reserveMiB: fc.constantFrom(0, 7),
  threadFactor: fc.constantFrom(undefined, 1, 2.5),
});

describe("every packing", () => {
  it("never gives anything away twice", () => {
    fc.assert(
      fc.property(nodes, demands, options, (nodes, demands, options) => {
        const { threadFactor = Number.POSITIVE_INFINITY, reserveMiB } = options;
        const sizes = new Map(demands.map((one) => [one.name, one]));
        const shared = nodes.flatMap((node) => Array.from({ length: node.count }, () => node));
        for (const [at, gpu] of pack(nodes, demands, options).gpus.entries()) {
          const { memoryMiB, replicas, sharing, sharedBy, maxClients } = shared[at]!;
          const sum = gpu.placed.reduce((total, one) => total + one.memoryMiB, 0);
          expect(gpu.freeMiB).toBe(memoryMiB - reserveMiB - sum);
          expect(gpu.freeMiB).toBeGreaterThanOrEqual(0);
          expect(gpu.threads).toBeLessThanOrEqual(100 * threadFactor);
          if (sharing === "mps") expect(gpu.clients).toBeLessThanOrEqual(maxClients);
          if (sharing === "none") expect(gpu.placed.length).toBeLessThanOrEqual(1);
          if (sharing !== "mps" || sharedBy !== "daemon") {
            expect(gpu.placed.length).toBeLessThanOrEqual(replicas);
          }
          if (sharing !== "mps" || sharedBy !== "device-plugin") continue;
          for (const { demand, memoryMiB: placed } of gpu.placed) {
            const { clients = 1 } = sizes.get(demand)!;
            expect(placed / clients).toBeLessThanOrEqual(Math.floor(memoryMiB / replicas));
          }
        }
      }),
      runs(300),
    );
  });

  it("places every copy or says that it did not, on one node each", () => {
    fc.assert(
      fc.property(nodes, demands, options, (nodes, demands, options) => {
        const { gpus, unplaced } = pack(nodes, demands, options);
        for (const { name, copies, gpus: cards } of demands) {
          const placed = gpus.flatMap(({ placed }) =>
            placed.filter(({ demand }) => demand === name),
          );
          const left = unplaced.filter(({ demand }) => demand === name);
          expect(left.length).toBeLessThanOrEqual(1);
          expect(placed.length / cards + (left[0]?.copies ?? 0)).toBe(copies);
        }
      }),
      runs(300),
    );
  });

  it("is the same for any order of the demands", () => {
    const shuffled = demands.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(nodes, shuffled, options, (nodes, [some, same], options) => {
        expect(packDemands(nodes, same, options)).toEqual(packDemands(nodes, some, options));
      }),
      runs(200),
    );
  });

  it("leaves nothing over that a card has room for", () => {
    fc.assert(
      fc.property(nodes, demands, options, (nodes, demands, options) => {
        const { gpus, unplaced } = pack(nodes, demands, options);
        const left = new Set(unplaced.map(({ demand }) => demand));
        const daemons = gpus.filter(({ replicas }) => replicas === undefined);
        for (const { name, memoryMiB, clients, threads, gpus: cards } of demands) {
          if (!left.has(name) || cards > 1 || memoryMiB === undefined) continue;
          const { threadFactor = Number.POSITIVE_INFINITY } = options;
          for (const gpu of daemons) {
            const hasRoom =
              gpu.freeMiB >= memoryMiB * clients &&
              gpu.clients + clients <= (gpu.maxClients ?? 0) &&
              gpu.threads + threads * clients <= 100 * threadFactor;
            expect(hasRoom).toBe(false);
          }
        }
      }),
      runs(300),
    );
  });

  it("needs at least as many cards as its lower bound", () => {
    fc.assert(
      fc.property(nodes, demands, options, (nodes, demands, options) => {
        const { gpus, unplaced, lowerBound, optimal } = pack(nodes, demands, options);
        const used = gpus.filter(({ placed }) => placed.length > 0).length;
        expect(optimal).toBe(unplaced.length === 0 && used === lowerBound);
        if (unplaced.length === 0) expect(lowerBound).toBeLessThanOrEqual(used);
      }),
      runs(300),
    );
  });

  it("has a lower bound that the best of all packings does not undercut", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: MEMORY }), { maxLength: 6 });
    fc.assert(
      fc.property(sizes, (sizes) => {
        const node: GpuNodeInput = {
          name: "a",
          memoryMiB: MEMORY,
          count: 6,
          sharing: "mps",
          sharedBy: "daemon",
        };
        const demands = sizes.map((memoryMiB, at) => ({ name: `d${at}`, memoryMiB, copies: 1 }));
        expect(pack([node], demands).lowerBound).toBeLessThanOrEqual(fewestCards(sizes, []));
      }),
      runs(100),
    );
  });
});

/** Tries every packing. */
function fewestCards(sizes: readonly number[], cards: readonly number[]): number {
  const [size, ...others] = sizes;
  if (size === undefined) return cards.length;
  const on = cards.flatMap((used, at) =>
    used + size <= MEMORY
      ? [
          fewestCards(
            others,
            cards.map((one, of) => (of === at ? one + size : one)),
          ),
        ]
      : [],
  );
  return Math.min(...on, fewestCards(others, [...cards, size]));
}
