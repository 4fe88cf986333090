import { formatMemory } from "../kubernetes/quantity/format-memory.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { text } from "../options/check-options.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { Result } from "../result/result.ts";
import { leastMemory, memoryLosses, priorityLosses, scopeLoss } from "./differences.ts";
import type { Rendering } from "./rendering.ts";
import { effectiveShare, notRepresentable, write } from "./write.ts";

/** Options for `toFractioningAnnotations`. */
export interface FractioningOptions {
  /** The container that gets the limits: a name of at most 33 characters, or the annotations are too long. */
  readonly container: string;
}

/**
 * The annotations of a pod for KAI's gpu-fractioning, which limits one container: a memory limit, the
 * mode `sm-sharing`, and a compute portion. The config must have a memory limit.
 *
 * Losses: memory is `scope`, since all processes of the container share it; limits that differ by device
 * are `tightened` to the smallest; `clientPriority` is `unsupported`.
 *
 * Issues: those of `validateMpsConfig`, `dialect/not-representable` without a memory limit, `options/*`.
 * Warnings: each loss, `memory/rounded`; `dialect/requirement` for a portion, which KAI's admission
 * webhook accepts from its binder alone. Never throws.
 *
 * Source: kai-scheduler/gpu-fractioning, README.md and fractiond
 *
 * @example
 * ```ts
 * toFractioningAnnotations({ pinnedDeviceMemoryLimit: "4Gi" }, { container: "trainer" });
 * ```
 */
export function toFractioningAnnotations(
  config: MpsConfigInput | MpsConfig,
  options: FractioningOptions,
): Result<Rendering<Record<string, string>>> {
  const name = /^(?=.{1,33}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
  const checks = { container: text(name, "the name of a container, at most 33 characters") };
  return write(config, options, checks, (checked, { container }) => {
    const memory = leastMemory(checked);
    if (memory === undefined) return memoryRequired();
    const threads = checked.activeThreadPercentage;
    const prefix = `nvidia.com/container.${container}.`;
    return {
      value: {
        [`${prefix}gpu-memory.limit`]: formatMemory(memory),
        [`${prefix}gpu-compute.mode`]: "sm-sharing",
        ...(threads && { [`${prefix}gpu-compute.portion`]: portionOf(threads) }),
      },
      effective: effectiveShare(memory, threads),
      losses: [
        ...memoryLosses(checked, memory),
        ...priorityLosses(checked),
        scopeLoss(["pinnedDeviceMemoryLimit"], memory),
      ],
      warnings: threads ? [portionIsTheirs()] : [],
    };
  });
}

/** For the dialects in which a share without a memory limit cannot be said. */
export function memoryRequired(): Issue {
  const hint = "add pinnedDeviceMemoryLimit";
  return notRepresentable(["pinnedDeviceMemoryLimit"], "a memory limit is required here", hint);
}

/** The portion that is read as a percentage: `floor(0.29 * 100)` is 28, so that 29 needs `0.2901`. */
function portionOf(percentage: number): string {
  const portion = percentage / 100;
  return Math.floor(portion * 100) === percentage ? String(portion) : `${portion}01`;
}

function portionIsTheirs() {
  return newIssue(
    "dialect/requirement",
    ["activeThreadPercentage"],
    "the compute portion is owned by the scheduler: KAI's webhook rejects it from anyone else",
    "leave out activeThreadPercentage where KAI's scheduler runs: it derives the portion",
  );
}
