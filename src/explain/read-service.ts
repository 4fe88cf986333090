import { readDraSharing } from "../kubernetes/gpu/dra-sharing.ts";
import { GPU_FRACTION } from "../kubernetes/gpu/gpu-fraction.ts";
import { MIG_PREFIX } from "../kubernetes/gpu/gpu-resource-names.ts";
import type { NodeLabels } from "../kubernetes/gpu/node-labels.ts";
import { objectAt } from "../kubernetes/object-at.ts";
import { type SetUpBy, type Site, textOf } from "./context.ts";
import type { DaemonLimits, Reason } from "./effective-limits.ts";
import { newReason, type ReasonCode } from "./new-reason.ts";
import { hasOwnDaemon, isSetUp, setUpReasons } from "./pod-set-up.ts";

/** What serves the GPU of a container, and how far its processes reach it. */
export interface Service {
  /** `undefined` if it is not known. */
  readonly isReached: boolean | undefined;
  /** Of the daemon. */
  readonly limits: DaemonLimits;
  /** Limits that the daemon has, and of which it is not known how high they are. */
  readonly hidden: readonly string[];
  /** What GKE's plugin sets by variables, if the pod does not. */
  readonly share: DaemonLimits | undefined;
  readonly reasons: readonly Reason[];
}

const NODE_NAME = /^[a-z0-9][a-z0-9.-]{0,252}$/;

const LIMITS = ["memoryMiB", "threads"] as const;

/** What it says that MPS serves a GPU of a DRA driver, does not, or may. */
const DRA_REASONS: Readonly<Record<string, ReasonCode>> = {
  true: "explain/dra-with-mps",
  false: "explain/dra-without-mps",
  unknown: "explain/dra-unknown",
};

/** Finds out whether MPS serves a container; `undefined` if its claim turns out not to be for a GPU. */
export function readService(site: Site): Service | undefined {
  const { node, container, spec } = site;
  const resources = container.gpus.map(({ resource }) => resource);
  const dra = readDraSharing({
    container: site.fields,
    resources,
    notOffered: resources.filter((name) => !isOffered(node, name)),
    spec,
    status: objectAt(site.workload, "status"),
    namespace: container.workload.namespace,
    deviceClasses: site.deviceClasses,
    resourceClaims: site.resourceClaims,
  });
  if (dra?.mps === "other-device") return undefined;
  if (dra !== undefined) {
    const { mps, ...limits } = dra;
    return decide(site, "dra", limits, DRA_REASONS[String(mps)]);
  }
  if (site.isElsewhere) {
    const path = [...container.path.slice(0, -2), "nodeName"];
    return decide(site, "unknown", {}, "explain/other-node", path);
  }
  if (node === undefined) return decide(site, "unknown", {}, "explain/node-unknown");
  return onNode({ ...site, node });
}

function onNode(site: Site & { readonly node: NodeLabels }): Service {
  const { node, container } = site;
  const resources = container.gpus.map(({ resource }) => resource);
  // KAI's scheduler gives fractions without the device plugin, so that this sets nothing up for them.
  if (resources.includes(GPU_FRACTION)) return decide(site, "pod", {}, "explain/no-pipe-mount");
  if (!resources.some((name) => isOffered(node, name))) {
    return decide(site, "unknown", {}, "explain/not-allocatable");
  }
  if (node.isMig || resources.some((name) => name.startsWith(MIG_PREFIX))) {
    return decide(site, "pod", {}, "explain/mig");
  }
  if (node.sharing === "time-slicing") return decide(site, "pod", {}, "explain/time-slicing");
  if (node.sharedBy === undefined) return decide(site, "unknown", {}, "explain/node-unlabeled");
  const isMps = node.sharing === "mps" || node.sharing === undefined;
  if (!isMps || node.mpsCapable === false) {
    return decide(site, "pod", {}, "explain/node-without-mps");
  }
  const isGke = node.sharedBy === "gke";
  return decide(site, isGke ? "gke" : "device-plugin", shareOf(site, node, isGke), undefined);
}

/** Whether the device plugin offers a resource, as far as the node says. */
function isOffered(node: NodeLabels | undefined, resource: string): boolean {
  return node?.allocatable === undefined || (node.allocatable[resource] ?? 0) !== 0;
}

/** The share of a card: on GKE one for each replica that is requested. */
function shareOf({ container }: Site, node: NodeLabels, isGke: boolean): DaemonLimits {
  const { memoryMiB, replicas } = node;
  if (replicas === undefined) return {};
  const parts = isGke ? Math.min(container.count ?? 1, replicas) : 1;
  const threads = Math.floor((parts * 100) / replicas);
  if (memoryMiB === undefined) return { threads };
  return { memoryMiB: Math.floor((parts * memoryMiB) / replicas), threads };
}

/**
 * Puts together what is known of the daemon, and what the pod makes of it.
 *
 * @param derived - its limits as far as labels or a config tell them
 * @param code - why it is not reached, or why that is not known; a daemon that was passed settles it
 */
function decide(
  site: Site,
  by: SetUpBy,
  derived: DaemonLimits,
  code: ReasonCode | undefined,
  path = site.container.path,
): Service {
  const { daemon } = site;
  const isGke = by === "gke";
  const limits = { ...(isGke ? {} : derived), ...defined(daemon) };
  const own: Reason[] = [];
  if (code !== undefined && (daemon === undefined || code === "explain/other-node")) {
    const isOwn = by === "pod" && hasOwnDaemon(site);
    own.push(newReason(isOwn ? "explain/own-daemon" : code, path, settledByNode(site, code)));
  } else if (by === "pod" && !hasOwnDaemon(site)) {
    own.push(newReason("explain/no-pipe-mount", path));
  }
  const isDerived = LIMITS.some(
    (name) => derived[name] !== undefined && (isGke || daemon?.[name] === undefined),
  );
  const reasons = [...own, ...setUpReasons(site, by)];
  const isReached = isSetUp(reasons);
  if (isDerived && isReached !== false) reasons.push(newReason("explain/derived", path));
  const isShared = isGke || by === "device-plugin";
  const hidden = isShared
    ? LIMITS.filter((name) => derived[name] === undefined && daemon?.[name] === undefined)
    : [];
  return { isReached, limits, hidden, share: isGke ? derived : undefined, reasons };
}

function defined(daemon: DaemonLimits = {}): DaemonLimits {
  return Object.fromEntries(Object.entries(daemon).filter(([, value]) => value !== undefined));
}

/** The command for the node of the pod, if that has one. */
function settledByNode({ spec }: Site, code: ReasonCode): Partial<Reason> {
  const name = textOf(spec["nodeName"]) ?? "";
  const isNode = code === "explain/node-unknown" || code === "explain/other-node";
  // The name goes into a command that is pasted into a shell.
  return isNode && NODE_NAME.test(name) ? { settledBy: `kubectl get node ${name} -o json` } : {};
}
