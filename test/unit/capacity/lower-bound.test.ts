import { unwrap } from "kube-mps";
import { type GpuDemand, type GpuNodeInput, packDemands } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";

/** Cards of 1000 MiB with a daemon of their own. */
const DAEMON: GpuNodeInput = {
  name: "daemon",
  memoryMiB: 1000,
  count: 2,
  sharing: "mps",
  sharedBy: "daemon",
  maxClients: 10,
};
const SHARES: GpuNodeInput = { name: "shares", memoryMiB: 1000, count: 2, replicas: 4 };
const ALONE: GpuNodeInput = { name: "alone", memoryMiB: 1000, count: 2 };

function demand(memoryMiB: number | undefined, copies: number, more: Partial<GpuDemand> = {}) {
  return { name: `d${memoryMiB}-${copies}`, memoryMiB, copies, ...more };
}

type Row = [
  name: string,
  nodes: GpuNodeInput[],
  demands: GpuDemand[],
  bound: number,
  options?: object,
];

describe("the lower bound", () => {
  it.each<Row>([
    ["nothing", [DAEMON], [], 0],
    ["no copies", [DAEMON], [demand(900, 0, { gpus: 2 })], 0],
    ["memory that fills one card", [DAEMON], [demand(250, 4)], 1],
    ["a little more", [DAEMON], [demand(250, 4), demand(1, 1)], 2],
    ["memory of several processes", [DAEMON], [demand(100, 5, { clients: 3 })], 2],
    ["memory on several cards", [DAEMON], [demand(400, 2, { gpus: 2 })], 2],
    ["memory beyond these cards", [DAEMON], [demand(500, 7)], 4],
    ["copies of half a card", [DAEMON], [demand(500, 2)], 1],
    ["copies of more than half a card", [DAEMON], [demand(501, 2)], 2],
    ["more than half by several processes", [DAEMON], [demand(251, 3, { clients: 2 })], 3],
    ["the largest cards first", [{ ...ALONE, memoryMiB: 10 }, DAEMON], [demand(200, 10)], 2],
    ["cards of one node", [DAEMON], [demand(1, 1, { gpus: 2 })], 2],
    ["replicas", [ALONE], [demand(1, 2)], 2],
    ["replicas of shared cards", [SHARES], [demand(1, 5)], 2],
    ["replicas beyond these cards", [SHARES], [demand(1, 17)], 5],
    ["clients", [DAEMON], [demand(1, 3, { clients: 4 })], 2],
    ["clients beyond these cards", [DAEMON], [demand(1, 7, { clients: 5 })], 4],
    ["threads", [DAEMON], [demand(1, 3, { threads: 20, clients: 2 })], 2, { threadFactor: 1 }],
    ["threads without a factor", [DAEMON], [demand(1, 3, { threads: 40 })], 1],
    ["whole cards", [DAEMON], [demand(undefined, 2)], 2],
    ["whole cards and others", [DAEMON], [demand(undefined, 1), demand(500, 1)], 2],
    ["whole cards beyond these", [DAEMON], [demand(undefined, 3, { gpus: 1 })], 3],
    ["shares without a limit", [SHARES], [demand(undefined, 4)], 1],
    ["shares of several processes", [SHARES], [demand(undefined, 4, { clients: 2 })], 2],
    ["a share or a whole card", [SHARES, { ...ALONE, memoryMiB: 100 }], [demand(undefined, 4)], 1],
    ["the least share", [SHARES, { ...SHARES, replicas: 10 }], [demand(undefined, 10)], 1],
    ["what no card can hold", [DAEMON], [demand(1001, 5), demand(1, 1, { clients: 11 })], 0],
    ["what finds no card", [DAEMON], [demand(600, 3)], 3],
    ["what the reserve leaves", [DAEMON], [demand(250, 4)], 2, { reserveMiB: 1 }],
  ])("counts %s", (_, nodes, demands, bound, options) => {
    expect(unwrap(packDemands(nodes, demands, options)).lowerBound).toBe(bound);
  });
});
