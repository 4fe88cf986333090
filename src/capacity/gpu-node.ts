import type { NodeSharing } from "../kubernetes/gpu/node-labels.ts";

/** The GPUs of a node, which are of one model. A plain, JSON-safe object. */
export interface GpuNode {
  readonly name: string;
  /** Such as `NVIDIA-L40S`: without the suffix `-SHARED`. */
  readonly product?: string | undefined;
  /** Of one card, in MiB. */
  readonly memoryMiB?: number | undefined;
  /** How many cards pods can use. */
  readonly count: number;
  /** How many containers may share a card; 1 if it is not shared. */
  readonly replicas: number;
  readonly sharing: NodeSharing;
  /** The compute capability, such as `8.9`. */
  readonly capability?: string | undefined;
  /** How many processes an MPS server serves on a card. */
  readonly maxClients: number;
  /** Whether the device plugin runs an MPS daemon. */
  readonly mpsCapable: boolean;
  /**
   * Who shares the cards. NVIDIA's device plugin gives a client an equal share of the memory at most;
   * GKE's does so unless the pod sets a limit of its own; a daemon of your own limits only the number of
   * clients, whatever `replicas` says.
   *
   * @defaultValue "device-plugin"
   */
  readonly sharedBy?: "device-plugin" | "gke" | "daemon" | undefined;
  /** The resource that pods request, if that is known. */
  readonly resource?: string | undefined;
  /** All labels, for demands that select nodes. Without them a node matches every selector. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/**
 * A node as people write it: `replicas` 1, `sharing` mps for more than one replica and else none, and
 * `maxClients` 48 are the defaults.
 *
 * @example
 * ```ts
 * const node: GpuNodeInput = { name: "a", memoryMiB: 46068, count: 8, replicas: 10 };
 * ```
 */
export type GpuNodeInput = Pick<GpuNode, "name" | "count"> & {
  readonly [K in keyof GpuNode]?: GpuNode[K] | undefined;
};

/**
 * What NVIDIA's device plugin allows, and with it GKE's: 48 clients, 16 below compute capability 7.5. A
 * driver of CUDA 13.1 or newer serves 60.
 * Source: https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/cmd/mps-control-daemon/mps/device.go
 */
export const MAX_CLIENTS = 48;
