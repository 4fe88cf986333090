import type { CurrentLimits } from "../../index.ts";

/** What the limits in a manifest amount to; whether they hold is decided where the container runs. */
export type LimitsState =
  | "written"
  | "not written"
  /** One of the values is malformed. */
  | "ignored by CUDA"
  /** A memory limit names a device beyond those requested, and CUDA then drops all of them. */
  | "may be void"
  /** The values are supplied later: `valueFrom`, `$(VAR)`, a device by its UUID. */
  | "unknown";

/**
 * The state of a container's limits as a whole: the one that needs attention first. The client priority
 * limits nothing, so that it matters only if CUDA ignores it.
 *
 * @param count - of the GPUs that the container requests; `undefined` if it cannot be read
 */
export function limitsState(
  { memory, threads, clientPriority }: CurrentLimits,
  count: number | undefined,
): LimitsState {
  if ([memory, threads, clientPriority].some(({ state }) => state === "ignored")) {
    return "ignored by CUDA";
  }
  const devices = memory.state === "set" ? Object.keys(memory.value) : [];
  if (devices.some((device) => count !== undefined && Number(device) >= count)) {
    return "may be void";
  }
  if (memory.state === "unknown" || threads.state === "unknown") return "unknown";
  const limitsThreads = threads.state === "set" && threads.value !== 0 && threads.value !== 100;
  return devices.length > 0 || limitsThreads ? "written" : "not written";
}
