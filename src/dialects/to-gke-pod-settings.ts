import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { cardMemory, flag, optional, whole } from "../options/check-options.ts";
import { newIssue } from "../result/issue.ts";
import type { Result } from "../result/result.ts";
import { firstMemory, memoryLosses, priorityLosses, threadLosses } from "./differences.ts";
import type { Rendering } from "./rendering.ts";
import { effectiveShare, notRepresentable, write } from "./write.ts";

/** Options for `toGkePodSettings`. */
export interface GkeOptions {
  /** The memory of one card in MiB. */
  readonly memoryMiB: number;
  /** The `max-shared-clients-per-gpu` of the node pool: 2 to 48. */
  readonly maxSharedClients: number;
  /**
   * Whether a share may exceed what the config asks for by more than a hundredth of the card.
   *
   * @defaultValue false
   */
  readonly allowWider?: boolean | undefined;
}

/** What a pod on GKE has: fields of its spec, and the resources of its GPU container. */
export interface GkePodSettings {
  hostIPC: true;
  nodeSelector: {
    "cloud.google.com/gke-gpu-sharing-strategy": "mps";
    "cloud.google.com/gke-max-shared-clients-per-gpu": string;
  };
  resources: { limits: { "nvidia.com/gpu": string } };
}

/** The labels of nodes that share GPUs by MPS. */
export const GKE_STRATEGY = "cloud.google.com/gke-gpu-sharing-strategy";
export const GKE_CLIENTS = "cloud.google.com/gke-max-shared-clients-per-gpu";

/**
 * What a pod on GKE needs to get at least what a config asks for, of a card that `maxSharedClients`
 * share: `n = ceil(memory * clients / card)`, or by threads if the config has no memory limit. GKE's
 * plugin then sets the variables to `floor(n * card / clients)` MiB and `floor(n * 100 / clients)` percent.
 *
 * Losses: what the share exceeds is `widened`, what it falls short of `tightened`; `clientPriority` is
 * `unsupported`.
 *
 * Issues: those of `validateMpsConfig`; `dialect/not-representable` if a card is too small;
 * `dialect/wider` if a share exceeds the limit by more than 1 % of the card, unless `allowWider`;
 * `options/*`. Warnings: each loss, `memory/rounded`, `dialect/requirement` for `n` above 1, which GKE
 * accepts on nodes with one GPU only. Never throws.
 *
 * Source: GoogleCloudPlatform/container-engine-accelerators, pkg/gpu/nvidia/manager.go
 *
 * @example
 * ```ts
 * toGkePodSettings({ pinnedDeviceMemoryLimit: "8Gi" }, { memoryMiB: 81920, maxSharedClients: 10 });
 * ```
 */
export function toGkePodSettings(
  config: MpsConfigInput | MpsConfig,
  options: GkeOptions,
): Result<Rendering<GkePodSettings>> {
  const checks = {
    memoryMiB: cardMemory,
    maxSharedClients: whole(2, 48),
    allowWider: optional(flag),
  };
  return write(config, options, checks, (checked, { memoryMiB, maxSharedClients, allowWider }) => {
    const asked = firstMemory(checked);
    const count =
      asked === undefined
        ? Math.ceil(((checked.activeThreadPercentage ?? 100) * maxSharedClients) / 100)
        : Math.ceil((asked * maxSharedClients) / (memoryMiB * MIB));
    if (count > maxSharedClients) {
      return notRepresentable(["pinnedDeviceMemoryLimit"], "a card has less memory than that");
    }
    const share = gkeShare(count, maxSharedClients, memoryMiB);
    return {
      value: {
        hostIPC: true,
        nodeSelector: { [GKE_STRATEGY]: "mps", [GKE_CLIENTS]: String(maxSharedClients) },
        resources: { limits: { "nvidia.com/gpu": String(count) } },
      },
      effective: effectiveShare(share.memory, share.threads),
      losses: [
        ...memoryLosses(checked, share.memory),
        ...threadLosses(checked, share.threads),
        ...priorityLosses(checked),
      ],
      card: memoryMiB,
      allowWider,
      warnings: count === 1 ? [] : [oneGpuOnly(count)],
    };
  });
}

/** What GKE's plugin makes of `n` of a card's shares. */
export function gkeShare(
  count: number,
  clients: number,
  memoryMiB: number,
): { readonly memory: number; readonly threads: number } {
  return {
    memory: Math.floor((count * memoryMiB) / clients) * MIB,
    threads: Math.floor((count * 100) / clients),
  };
}

function oneGpuOnly(count: number) {
  return newIssue(
    "dialect/requirement",
    [],
    `GKE accepts ${count} shares in a container only on nodes with one GPU`,
    "use a node pool with one GPU, or fewer clients for each",
  );
}
