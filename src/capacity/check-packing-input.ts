import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { GpuDemand } from "./gpu-demand.ts";
import { type GpuNode, MAX_CLIENTS } from "./gpu-node.ts";
import { MAX_MIB, MAX_PARTS, readFields } from "./read-fields.ts";

/** More cards, or copies on cards, than any cluster has. */
const MAX_TOTAL = 1_000_000;

const NODE_RULES = {
  name: "name",
  product: "string",
  memoryMiB: [1, MAX_MIB, undefined],
  count: [0, MAX_PARTS],
  replicas: [1, MAX_PARTS, 1],
  sharing: { oneOf: ["none", "mps", "time-slicing"] },
  capability: "string",
  maxClients: [1, MAX_PARTS, MAX_CLIENTS],
  mpsCapable: { oneOf: [true, false] },
  sharedBy: { oneOf: ["device-plugin", "gke", "daemon"] },
  resource: "string",
  labels: "labels",
} as const;

const DEMAND_RULES = {
  name: "name",
  memoryMiB: [1, MAX_MIB, undefined],
  threads: [0, 100, 0],
  clients: [1, MAX_PARTS, 1],
  gpus: [1, MAX_PARTS, 1],
  copies: [0, MAX_TOTAL],
  resource: "string",
  nodeSelector: "labels",
  namespace: "string",
  path: "path",
} as const;

/** A demand with its defaults filled in. */
export interface CheckedDemand extends GpuDemand {
  readonly threads: number;
  readonly clients: number;
  readonly gpus: number;
  /** The labels of `nodeSelector`, by name. */
  readonly selector: readonly (readonly [name: string, value: string])[];
  /** In its object, or else among the demands. */
  readonly path: FieldPath;
}

/** Reads nodes as people write them, and fills in the defaults. */
export function checkNodes(nodes: unknown, issues: Issue[]): GpuNode[] {
  const checked = itemsOf(nodes, "nodes", issues).map((item, index) => {
    const node = readFields<GpuNode>(item, NODE_RULES, ["nodes", index], issues);
    return { ...node, sharing: node.sharing ?? (node.replicas > 1 ? "mps" : "none") };
  });
  checkTotal(
    checked.map(({ count }) => count),
    "nodes",
    issues,
  );
  return checked;
}

/** Reads demands, and fills in the defaults. */
export function checkDemands(demands: unknown, issues: Issue[]): CheckedDemand[] {
  const checked = itemsOf(demands, "demands", issues).map((item, index) => {
    const path = ["demands", index];
    const read = readFields<Omit<CheckedDemand, "selector">>(item, DEMAND_RULES, path, issues);
    const { name, memoryMiB, threads, clients, gpus, copies, resource, namespace } = read;
    const selector = read.nodeSelector === undefined ? NONE : byName(read.nodeSelector);
    // Written out, so that all have one shape: a third of the time. Bench capacity.
    return {
      name,
      memoryMiB,
      threads,
      clients,
      gpus,
      copies,
      resource,
      namespace,
      selector,
      path: read.path ?? path,
    };
  });
  checkTotal(
    checked.map(({ copies, gpus }) => copies * gpus),
    "demands",
    issues,
  );
  return checked;
}

function byName(labels: Readonly<Record<string, string>>): [name: string, value: string][] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

function itemsOf(list: unknown, name: string, issues: Issue[]): readonly unknown[] {
  if (Array.isArray(list)) return list;
  issues.push(newIssue("capacity/value", [name], "must be a list", undefined, list));
  return [];
}

function checkTotal(counts: readonly number[], name: string, issues: Issue[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > MAX_TOTAL)) return;
  const message = `at most ${MAX_TOTAL} cards can be counted`;
  issues.push(newIssue("capacity/value", [name], message, undefined, total));
}
