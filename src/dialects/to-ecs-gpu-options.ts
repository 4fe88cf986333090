import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { present } from "../result/present.ts";
import type { Result } from "../result/result.ts";
import { firstMemory, memoryLosses, priorityLosses } from "./differences.ts";
import type { Rendering } from "./rendering.ts";
import { memoryRequired } from "./to-fractioning-annotations.ts";
import { effectiveShare, write } from "./write.ts";

/**
 * The GPU among the `resourceRequirements` of a container in a task definition; `memory` is in MiB.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NvidiaMpsAllocation.html
 */
export interface EcsGpuOptions {
  type: "GPU";
  sharingStrategy: { nvidiaMps: { memory: number; maxComputePercent?: number } };
}

/**
 * The GPU requirement of a container in an AWS ECS task definition. The config must have a memory limit;
 * a task has one GPU, so that a limit for device `"0"` comes first.
 *
 * Losses: limits for other devices are `tightened` or `widened` to the one that is written;
 * `clientPriority` is `unsupported`. Issues: those of `validateMpsConfig`, `dialect/not-representable`
 * without a memory limit, `dialect/wider`. Warnings: each loss, `memory/rounded`. Never throws.
 *
 * @example
 * ```ts
 * toEcsGpuOptions({ pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 });
 * ```
 */
export function toEcsGpuOptions(
  config: MpsConfigInput | MpsConfig,
): Result<Rendering<EcsGpuOptions>> {
  return write(config, {}, {}, (checked) => {
    const memory = firstMemory(checked);
    if (memory === undefined) return memoryRequired();
    const threads = checked.activeThreadPercentage;
    const nvidiaMps = present<EcsGpuOptions["sharingStrategy"]["nvidiaMps"]>({
      memory: memory / MIB,
      maxComputePercent: threads,
    });
    return {
      value: { type: "GPU", sharingStrategy: { nvidiaMps } },
      effective: effectiveShare(memory, threads),
      losses: [...memoryLosses(checked, memory), ...priorityLosses(checked)],
    };
  });
}
