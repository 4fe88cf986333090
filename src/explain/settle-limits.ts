import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { CurrentLimit } from "../limits/current-limits.ts";
import { limitsThreads } from "../limits/thread-limit.ts";
import type { Site } from "./context.ts";
import type { EffectiveLimits, Reason, Setter } from "./effective-limits.ts";
import { newReason, type ReasonCode, reasonFacts } from "./new-reason.ts";
import type { Service } from "./read-service.ts";

/** A context takes up to this, as measured in NVIDIA's Dynamo guide (driver 615): 2 GiB leave 1.5. */
const CONTEXT_MIB = 512;

/** CUDA 11.5 brought the memory limit. */
const MEMORY_LIMIT_SINCE = 1105;

const EFFECTS: readonly Reason["effect"][] = ["voids", "weakens", "informs"];

/** A limit of one kind, and what sets it. */
interface Settled {
  /** `undefined` if it is not known, or if nothing sets it. */
  readonly value: number | undefined;
  readonly by: Setter;
}

const NOTHING: Settled = { value: undefined, by: "none" };

/** Adds a reason about a limit, or about the container. */
type Add = (code: ReasonCode, limit?: CurrentLimit<unknown>) => void;

/**
 * The limits of a container, by what it sets and what serves it.
 *
 * @param carried - what is wrong with the variables that it has
 */
export function settleLimits(
  site: Site,
  service: Service,
  carried: readonly Reason[],
): EffectiveLimits {
  const { path, name, current } = site.container;
  const reasons = [...service.reasons, ...carried];
  const has = (code: ReasonCode): boolean => reasons.some((one) => one.code === code);
  const add: Add = (code, limit) => {
    if (limit === undefined || limit.state === "unset") {
      if (!has(code)) reasons.push(newReason(code, path));
      return;
    }
    const received = limit.state === "set" ? limit.text : limit.received;
    reasons.push(newReason(code, limit.path, { received }));
  };
  for (const limit of [current.memory, current.threads]) {
    if (limit.state === "unknown") add("explain/unknown-value", limit);
  }
  if (!has("explain/device-not-visible")) addReplicas(site, add);
  const isReached = service.isReached !== false;
  const isDropped = has("explain/device-not-visible");
  const memory = isReached ? settleMemory(site, service, isDropped, add) : NOTHING;
  const threads = isReached ? settleThreads(site, service, add) : NOTHING;
  const isVoid =
    (isAsked(current.memory) && memory.by === "none") ||
    (isAsked(current.threads) && threads.by === "none");
  const isUnlimited = memory.by === "none" && threads.by === "none";
  if (service.isReached === true && isUnlimited && !isVoid) add("explain/no-limit");
  if (memory.by !== "none") add("explain/several-processes");
  const isInDoubt = reasons.some(({ code }) => reasonFacts(code).isDoubt);
  return {
    path,
    container: name,
    memoryMiB: memory.value,
    usableMiB: memory.value === undefined ? undefined : Math.max(0, memory.value - CONTEXT_MIB),
    threads: threads.value ?? 100,
    setBy: { memory: memory.by, threads: threads.by },
    enforced: isVoid || (isUnlimited && !isInDoubt) ? "no" : isInDoubt ? "unknown" : "yes",
    reasons: EFFECTS.flatMap((effect) => reasons.filter((one) => one.effect === effect)),
  };
}

/** Whether a container sets a limit, though CUDA may ignore it. */
function isAsked(limit: CurrentLimit<unknown>): boolean {
  if (limit.state !== "set") return limit.state === "ignored";
  return typeof limit.value !== "number" || limitsThreads(limit.value);
}

/** Several replicas may be of one card: then the container sees no second device. */
function addReplicas({ container, node }: Site, add: Add): void {
  const { count, current } = container;
  const { memory } = current;
  const last = memory.state === "set" ? Math.max(...Object.keys(memory.value).map(Number)) : 0;
  const areDevices = count !== undefined && node !== undefined && (node.replicas ?? 1) === 1;
  if (last === 0 || areDevices) return;
  const isOutside = count !== undefined && last >= (node?.count ?? Number.POSITIVE_INFINITY);
  add(isOutside ? "explain/device-not-visible" : "explain/device-uncertain", memory);
}

function settleMemory(site: Site, service: Service, isDropped: boolean, add: Add): Settled {
  const { current, count } = site.container;
  const { memory } = current;
  const bytes = memory.state === "set" ? memory.value : {};
  const own = bytes["0"] === undefined ? undefined : bytes["0"] / MIB;
  const settled = settle(memory, own, "memoryMiB", service, add);
  if (settled.by === "none" && memory.state === "unset") return settled;
  const [major, minor] = site.node?.cuda ?? [Number.POSITIVE_INFINITY, 0];
  if (major * 100 + minor < MEMORY_LIMIT_SINCE) {
    add("explain/cuda-too-old", memory);
    return NOTHING;
  }
  // CUDA drops every limit, that of the daemon too.
  if (isDropped) return NOTHING;
  const named = Object.keys(bytes).length;
  if (named > 0 && !service.share && (count ?? 1) > named) add("explain/device-unlimited", memory);
  return settled;
}

function settleThreads({ container }: Site, service: Service, add: Add): Settled {
  const { threads } = container.current;
  const own = threads.state === "set" && limitsThreads(threads.value) ? threads.value : undefined;
  if (threads.state === "set" && own === undefined) add("explain/no-thread-limit", threads);
  const { protocol, threads: theirs } = service.limits;
  if (protocol !== 3 || theirs === undefined || own === undefined || own >= theirs) {
    return settle(threads, own, "threads", service, add);
  }
  add("explain/namespace-overrides", threads);
  return { value: theirs, by: "namespace" };
}

/** The stricter of what a container has and what the daemon says. */
function settle(
  limit: CurrentLimit<unknown>,
  written: number | undefined,
  field: "memoryMiB" | "threads",
  { limits, share, hidden }: Service,
  add: Add,
): Settled {
  const part = share?.[field];
  if (part !== undefined && limit.state === "set" && !(written !== undefined && written <= part)) {
    add("explain/replaces-share", limit);
  }
  const own = limit.state === "unset" ? part : written;
  const most = limits[field];
  const theirs = field === "threads" && !limitsThreads(most) ? undefined : most;
  if (theirs === undefined) {
    if (own !== undefined) return { value: own, by: "env" };
    if (!hidden.includes(field) || (share && limit.state !== "unset")) return NOTHING;
    add("explain/share-unknown");
    return { value: undefined, by: share ? "env" : "daemon" };
  }
  if (own !== undefined && own <= theirs) return { value: own, by: "env" };
  if (own !== undefined) add("explain/above-daemon", limit);
  return { value: theirs, by: limits.protocol === 3 ? "namespace" : "daemon" };
}
