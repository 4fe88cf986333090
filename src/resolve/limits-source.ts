import type { GpuContainer } from "../find/gpu-container.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import type { MpsConfigRecord } from "../limits/mps-config-record.ts";
import { DEFAULT_MIN_MEMORY } from "../options/min-memory.ts";
import type { Result } from "../result/result.ts";
import type { Decision } from "./decision.ts";

/** Where limits come from: one config for every GPU container, or a function asked for each. */
export type LimitsSource =
  | MpsConfigInput
  | MpsConfig
  | MpsConfigRecord
  | null
  | undefined
  | LimitsFor;

/**
 * Finds the limits of one GPU container; called once for each, in the order of the report, and never for
 * an object without one.
 *
 * - `null` or `undefined`: none were found, and `missingConfig` decides.
 * - `"exempt"`: the container is skipped, and reported so.
 * - A failed `Result` fails the injection with its issues. Paths that lead through a config are reported
 *   at the container.
 *
 * What it throws is `limits/resolver-failed`, and kept from the answer: log it yourself. So is what it
 * returns if that is a promise, cannot be read, or is not a valid `Result`.
 *
 * @example
 * ```ts
 * const limitsFor: LimitsFor = ({ workload }) => limitsByTeam[workload.labels["team"] ?? ""];
 * injectGpuConfig(deployment, limitsFor);
 * ```
 */
export type LimitsFor = (
  container: GpuContainer,
  context?: LimitsContext,
) =>
  | MpsConfigInput
  | MpsConfig
  | MpsConfigRecord
  | null
  | undefined
  | "exempt"
  | Result<MpsConfig | Decision>;

/** What a function that finds limits may need to check them itself. */
export interface LimitsContext {
  /** The smallest memory limit that is accepted, in bytes. */
  readonly minMemory: number;
  /** How many GPUs the container certainly sees: 1, unless `gpuUnit` is `"device"`. */
  readonly devices: number;
  /** The names of all containers of its pod, with a GPU or without, or of the object that it is in. */
  readonly containerNames?: ((of: "pod" | "object") => readonly string[]) | undefined;
}

/** For a function that is called without one. */
export const DEFAULT_CONTEXT: LimitsContext = { minMemory: DEFAULT_MIN_MEMORY, devices: 1 };
