import { isObject } from "../../result/unknown-object.ts";
import { readGpuQuantity } from "./gpu-quantity.ts";

/** How the GPUs of a node are shared, as its labels say. */
export type NodeSharing = "none" | "mps" | "time-slicing";

/**
 * What the labels of a node say of its GPUs. A label that is missing, or that cannot be read, is
 * `undefined`. A node has cards of one model: the labels describe the first.
 */
export interface NodeLabels {
  /** Without the suffix `-SHARED`, which sharing adds. */
  readonly product: string | undefined;
  /** Of one card, in MiB; of one slice if {@link isMig}. Some cards, such as the GB10, have no label. */
  readonly memoryMiB: number | undefined;
  /** Cards; slices if {@link isMig}. */
  readonly count: number | undefined;
  /** Replicas of one card, 1 if it is not shared: as configured, not multiplied by the cards. */
  readonly replicas: number | undefined;
  readonly sharing: NodeSharing | undefined;
  /** Whether the device plugin runs an MPS daemon here. */
  readonly mpsCapable: boolean | undefined;
  /** Who labeled the node: GKE's labels win, since its own plugin serves the GPUs. */
  readonly sharedBy: "gke" | "device-plugin" | undefined;
  /** Whether `nvidia.com/gpu` is a MIG slice here: `mig.strategy: single`, and cut into slices. */
  readonly isMig: boolean;
  readonly migStrategy: string | undefined;
  /** The compute capability, such as 7.5; `[major, minor]`. */
  readonly capability: readonly [major: number, minor: number] | undefined;
  /** The newest CUDA that the driver supports; `[major, minor]`. */
  readonly cuda: readonly [major: number, minor: number] | undefined;
  /** The major version of the driver. */
  readonly driver: number | undefined;
  /**
   * The extended resources that pods can request, GPUs among them, and how many; NaN for a quantity that
   * cannot be read. `undefined` if the node has no `status.allocatable`.
   */
  readonly allocatable: Readonly<Record<string, number>> | undefined;
}

const NVIDIA = "nvidia.com/";
const GKE_STRATEGY = "cloud.google.com/gke-gpu-sharing-strategy";
const GKE_CLIENTS = "cloud.google.com/gke-max-shared-clients-per-gpu";

/**
 * Reads the labels of NVIDIA's GPU Feature Discovery, of its device plugin and of GKE. Never fails: what
 * is not there, or no label, is `undefined`.
 * Source: https://github.com/NVIDIA/k8s-device-plugin/tree/v0.20.0/internal/lm
 *
 * @param labels - `metadata.labels`
 * @param allocatable - `status.allocatable`
 */
export function readNodeLabels(labels: unknown, allocatable?: unknown): NodeLabels {
  const texts = isObject(labels) ? labels : {};
  const text = (name: string): string | undefined => {
    const value = texts[name];
    return typeof value === "string" ? value : undefined;
  };
  const whole = (name: string): number | undefined => {
    const value = text(name) ?? "";
    return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  };
  const pair = (name: string, older = name): NodeLabels["cuda"] => {
    const major = whole(`${NVIDIA}${name}.major`) ?? whole(`${NVIDIA}${older}.major`);
    const minor = whole(`${NVIDIA}${name}.minor`) ?? whole(`${NVIDIA}${older}.minor`);
    return major === undefined ? undefined : [major, minor ?? 0];
  };
  const product = text(`${NVIDIA}gpu.product`);
  const gke = sharingOf(text(GKE_STRATEGY));
  const sharing = gke ?? sharingOf(text(`${NVIDIA}gpu.sharing-strategy`));
  const mpsCapable = text(`${NVIDIA}mps.capable`);
  // 0 where sharing is off.
  const replicas = gke === undefined ? whole(`${NVIDIA}gpu.replicas`) : whole(GKE_CLIENTS);
  return {
    product: product?.replace(/-SHARED$/, ""),
    memoryMiB: whole(`${NVIDIA}gpu.memory`) || undefined,
    count: whole(`${NVIDIA}gpu.count`),
    replicas: replicas === undefined ? undefined : Math.max(1, replicas),
    sharing,
    mpsCapable: mpsCapable === undefined ? undefined : mpsCapable === "true",
    sharedBy: gke !== undefined ? "gke" : sharing || mpsCapable ? "device-plugin" : undefined,
    isMig: product?.includes("-MIG-") ?? false,
    migStrategy: text(`${NVIDIA}mig.strategy`),
    capability: pair("gpu.compute"),
    cuda: pair("cuda.runtime-version", "cuda.runtime"),
    driver: pair("cuda.driver-version", "cuda.driver")?.[0],
    allocatable: isObject(allocatable) ? extendedIn(allocatable) : undefined,
  };
}

/** GKE calls time slicing time-sharing. */
function sharingOf(strategy: string | undefined): NodeSharing | undefined {
  if (strategy === "time-sharing") return "time-slicing";
  return strategy === "none" || strategy === "mps" || strategy === "time-slicing"
    ? strategy
    : undefined;
}

function extendedIn(
  allocatable: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(allocatable)
      .filter(([name]) => name.includes("/"))
      .map(([name, quantity]) => [name, readGpuQuantity(quantity)]),
  );
}
