import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { cardMemory, flag, optional, text, whole } from "../options/check-options.ts";
import type { Result } from "../result/result.ts";
import {
  memoryLosses,
  mostMemory,
  priorityLosses,
  scopeLosses,
  threadLosses,
} from "./differences.ts";
import type { Rendering } from "./rendering.ts";
import { effectiveShare, notRepresentable, write } from "./write.ts";

/** Options for `toDevicePluginConfig`. */
export interface DevicePluginOptions {
  /** The memory of one card in MiB, as the label `nvidia.com/gpu.memory` has it. */
  readonly memoryMiB: number;
  /**
   * The most clients of a card: the plugin allows 48, and 16 below compute capability 7.5.
   *
   * @defaultValue 48
   */
  readonly maxClients?: number | undefined;
  /**
   * The resource that is shared.
   *
   * @defaultValue "nvidia.com/gpu"
   */
  readonly resource?: string | undefined;
  /**
   * Whether a share may exceed what the config asks for by more than a hundredth of the card.
   *
   * @defaultValue false
   */
  readonly allowWider?: boolean | undefined;
}

/**
 * The configuration of NVIDIA's device plugin that shares cards by MPS.
 * Source: NVIDIA/k8s-device-plugin, api/config/v1/replicas.go
 */
export interface DevicePluginConfig {
  version: "v1";
  sharing: { mps: { resources: { name: string; replicas: number }[] } };
}

/** The plugin refuses fewer: "number of replicas must be >= 2". */
const LEAST_REPLICAS = 2;

/**
 * The configuration of NVIDIA's device plugin under which every client gets at least what a config asks
 * for: as many replicas as fit, `floor(card / memory)`, or by threads if the config has no memory limit.
 * Every client of the node then gets `floor(card / replicas)` MiB and `floor(100 / replicas)` percent.
 *
 * Losses: what the share exceeds is `widened`, what it falls short of `tightened`; `clientPriority` is
 * `unsupported`; each limit is `scope`, since all clients of the node get the same.
 *
 * Issues: those of `validateMpsConfig`; `dialect/not-representable` if fewer than two replicas fit;
 * `dialect/wider` if a share exceeds the limit by more than 1 % of the card, unless `allowWider`;
 * `options/*`. Warnings: each loss, `memory/rounded`. Never throws.
 *
 * Source: NVIDIA/k8s-device-plugin, cmd/mps-control-daemon/mps
 *
 * @example
 * ```ts
 * toDevicePluginConfig({ pinnedDeviceMemoryLimit: "4Gi" }, { memoryMiB: 24576 }); // 6 replicas
 * ```
 */
export function toDevicePluginConfig(
  config: MpsConfigInput | MpsConfig,
  options: DevicePluginOptions,
): Result<Rendering<DevicePluginConfig>> {
  const checks = {
    memoryMiB: cardMemory,
    maxClients: optional(whole(LEAST_REPLICAS, 1024)),
    resource: optional(text(/^[a-z0-9.-]+\/[\w.-]+$/, "a resource, named domain/name")),
    allowWider: optional(flag),
  };
  return write(config, options, checks, (checked, { memoryMiB, maxClients = 48, ...rest }) => {
    const asked = mostMemory(checked);
    const fitting =
      asked === undefined
        ? Math.floor(100 / (checked.activeThreadPercentage ?? 100))
        : Math.floor((memoryMiB * MIB) / asked);
    if (fitting < LEAST_REPLICAS) {
      return notRepresentable(
        [asked === undefined ? "activeThreadPercentage" : "pinnedDeviceMemoryLimit"],
        `fewer than ${LEAST_REPLICAS} clients fit on a card`,
        "ask for half a card or less, or do not share it",
      );
    }
    const replicas = Math.min(fitting, maxClients);
    const memory = Math.floor(memoryMiB / replicas) * MIB;
    const threads = Math.floor(100 / replicas);
    const name = rest.resource ?? "nvidia.com/gpu";
    return {
      value: { version: "v1", sharing: { mps: { resources: [{ name, replicas }] } } },
      effective: effectiveShare(memory, threads),
      losses: [
        ...memoryLosses(checked, memory),
        ...threadLosses(checked, threads),
        ...priorityLosses(checked),
        ...scopeLosses(checked),
      ],
      card: memoryMiB,
      allowWider: rest.allowWider,
    };
  });
}
