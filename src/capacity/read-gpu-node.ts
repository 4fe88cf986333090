import { MIG_PREFIX } from "../kubernetes/gpu/gpu-resource-names.ts";
import { type NodeLabels, readNodeLabels } from "../kubernetes/gpu/node-labels.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { type GpuNode, MAX_CLIENTS } from "./gpu-node.ts";

/** The resources of cards, the shared one first: a node offers one of them. */
const CARD_RESOURCES = ["nvidia.com/gpu.shared", "nvidia.com/gpu"] as const;

/** Below compute capability 7.5: see {@link MAX_CLIENTS}. */
const OLD_MAX_CLIENTS = 16;

/**
 * Reads the GPUs of a Kubernetes Node from its labels, as NVIDIA's GPU Feature Discovery and GKE write
 * them, and from what pods can allocate. Where the two differ, what can be allocated counts. MIG slices
 * are not counted.
 *
 * Issues: `capacity/no-gpu`, `capacity/node-label`, `capacity/mig` for a node without whole cards,
 * `input/type`, `input/unreadable`. Warnings: `capacity/memory-unknown`, `capacity/allocatable`,
 * `capacity/mig`, `capacity/unschedulable`. Never throws.
 *
 * @example
 * ```ts
 * const { product, memoryMiB, count, replicas, sharing } = unwrap(readGpuNode(node));
 * ```
 */
export function readGpuNode(node: unknown): Result<GpuNode> {
  try {
    return readNode(node, []);
  } catch (error) {
    return unreadable(error);
  }
}

/**
 * Reads the nodes of a NodeList or a List, of an array, or a single Node. A node that has no GPU, or
 * cannot be read, is left out with a warning, unless there is no other.
 *
 * Issues and warnings: those of `readGpuNode`. Never throws.
 *
 * @example
 * ```ts
 * // kubectl get nodes -o json
 * const nodes = unwrap(readGpuNodes(JSON.parse(text)));
 * ```
 */
export function readGpuNodes(input: unknown): Result<readonly GpuNode[]> {
  try {
    const isList = isRecord(input) && Array.isArray(input["items"]);
    const items: unknown = isList ? input["items"] : input;
    const results = Array.isArray(items)
      ? items.map((item, index) => readNode(item, isList ? ["items", index] : [index]))
      : [readNode(input, [])];
    const warnings = results.flatMap((read) => read.warnings);
    const issues = results.flatMap((read) => (read.ok ? [] : read.issues));
    const nodes = results.flatMap((read) => (read.ok ? [read.value] : []));
    if (nodes.length === 0 && isNonEmpty(issues)) return failure(issues, warnings);
    return success(nodes, [...issues, ...warnings]);
  } catch (error) {
    return unreadable(error);
  }
}

function readNode(node: unknown, path: FieldPath): Result<GpuNode> {
  if (!isRecord(node) || (node["kind"] ?? "Node") !== "Node") {
    const hint = "pass it as kubectl get nodes -o json prints it";
    return failure([newIssue("input/type", path, "must be a Kubernetes Node", hint, node)]);
  }
  const [metadata = {}, status = {}, spec = {}] = ["metadata", "status", "spec"].map(
    (field): UnknownObject => (isRecord(node[field]) ? node[field] : {}),
  );
  const { name, labels } = metadata;
  const facts = readNodeLabels(labels, status["allocatable"]);
  const issues: Issue[] = facts.invalid.filter(isCounted).map((label) => {
    const message = "a label of the GPUs cannot have this value";
    const hint = "see whether the card is in MIG mode, and what GPU Feature Discovery logs";
    const value = (labels as UnknownObject)[label];
    return newIssue(
      "capacity/node-label",
      [...path, "metadata", "labels", label],
      message,
      hint,
      value,
    );
  });
  const warnings: Issue[] = [];
  const { count, problem } = countCards(facts);
  if (problem !== undefined) {
    const [code, message] = problem;
    const isFatal = code === "capacity/no-gpu" || (code === "capacity/mig" && count === 0);
    const at = facts.allocatable === undefined ? ["metadata", "labels"] : ["status", "allocatable"];
    (isFatal ? issues : warnings).push(newIssue(code, [...path, ...at], message));
  }
  if (isNonEmpty(issues)) return failure(issues, warnings);
  const { memoryMiB, sharing = "none", capability, replicas = 1 } = facts;
  if (memoryMiB === undefined) {
    const message = "no label says how much memory a card has";
    const hint = "set memoryMiB yourself, or run GPU Feature Discovery";
    warnings.push(
      newIssue("capacity/memory-unknown", [...path, "metadata", "labels"], message, hint),
    );
  }
  if (spec["unschedulable"] === true) {
    const message = "the node takes no new pods; its cards are counted all the same";
    warnings.push(newIssue("capacity/unschedulable", [...path, "spec", "unschedulable"], message));
  }
  const [major, minor] = capability ?? [Number.POSITIVE_INFINITY, 0];
  const value: GpuNode = {
    name: typeof name === "string" ? name : "",
    product: facts.product,
    memoryMiB,
    count,
    replicas,
    sharing,
    capability: capability?.join("."),
    maxClients: major < 7 || (major === 7 && minor < 5) ? OLD_MAX_CLIENTS : MAX_CLIENTS,
    mpsCapable: facts.mpsCapable ?? sharing === "mps",
    sharedBy: facts.sharedBy,
    resource: CARD_RESOURCES.find((one) => facts.allocatable?.[one]),
    labels: isRecord(labels) ? (labels as Readonly<Record<string, string>>) : undefined,
  };
  return success(value, warnings);
}

/** The versions of CUDA and the driver do not matter here. */
function isCounted(label: string): boolean {
  return !label.startsWith("nvidia.com/cuda.");
}

/** The whole cards that pods can use, and what is worth knowing of them. */
function countCards({
  allocatable,
  count: labeled,
  replicas = 1,
  isMig,
  migStrategy,
}: NodeLabels): { readonly count: number; readonly problem?: readonly [IssueCode, string] } {
  const quantities = CARD_RESOURCES.map((name) => allocatable?.[name]);
  const offered = quantities.find((one) => one !== undefined && one !== 0) ?? quantities[1];
  const isSliced =
    allocatable === undefined
      ? migStrategy === "mixed"
      : Object.entries(allocatable).some(([name, one]) => name.startsWith(MIG_PREFIX) && one !== 0);
  const isUnclear = isMig || (isSliced && offered === undefined);
  const found = offered === undefined ? (labeled ?? 0) : Math.floor(offered / replicas);
  const count = isUnclear || !(found > 0) ? 0 : found;
  if (isMig || isSliced) {
    const message = "MIG slices are not counted: the device plugin does not share them by MPS";
    return { count, problem: ["capacity/mig", message] };
  }
  if (count === 0) {
    return { count, problem: ["capacity/no-gpu", "the node has no GPU that pods can request"] };
  }
  const expected = (labeled ?? count) * replicas;
  if (allocatable === undefined || offered === expected) return { count };
  const message = `pods are offered ${offered ?? "none"}, but the labels say ${expected}`;
  return { count, problem: ["capacity/allocatable", message] };
}
