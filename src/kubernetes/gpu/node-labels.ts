import { isObject } from "../../result/unknown-object.ts";
import { readGpuQuantity } from "./gpu-quantity.ts";

/** How the GPUs of a node are shared, as its labels say. */
export type NodeSharing = "none" | "mps" | "time-slicing";

/**
 * What the labels of a node say of its GPUs, which are of one model. What no label says, or none that
 * can be read, is `undefined`.
 */
export interface NodeLabels {
  /** Without the suffix `-SHARED`, which sharing adds. */
  readonly product: string | undefined;
  /** Of one card, in MiB; of one slice if {@link isMig}. Some cards, such as the GB10, have no label. */
  readonly memoryMiB: number | undefined;
  /** Cards; slices if {@link isMig}. */
  readonly count: number | undefined;
  /** Of one card, as configured: 1 if it is not shared. */
  readonly replicas: number | undefined;
  readonly sharing: NodeSharing | undefined;
  /** Whose plugin shares the GPUs, or would. */
  readonly sharedBy: "gke" | "device-plugin" | undefined;
  /** Whether NVIDIA's device plugin runs an MPS daemon. */
  readonly mpsCapable: boolean | undefined;
  /** Whether `nvidia.com/gpu` is a MIG slice. */
  readonly isMig: boolean;
  readonly migStrategy: string | undefined;
  /** The compute capability, such as 8.9. */
  readonly capability: Version | undefined;
  /** The newest CUDA that the driver supports. */
  readonly cuda: Version | undefined;
  /** The major version of the driver. */
  readonly driver: number | undefined;
  /** Labels that have a value they cannot have: memory of 0, an unknown strategy. */
  readonly invalid: readonly string[];
  /**
   * The extended resources that pods can request, GPUs among them, and how many; NaN for a quantity that
   * cannot be read. `undefined` if the node does not say.
   */
  readonly allocatable: Readonly<Record<string, number>> | undefined;
}

type Version = readonly [major: number, minor: number];

const WHOLE = /^\d{1,9}$/;

/**
 * Reads the labels of NVIDIA's GPU Feature Discovery and device plugin, and of GKE.
 * Source: https://github.com/NVIDIA/k8s-device-plugin/tree/v0.20.0/internal/lm, and
 * https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus
 *
 * @param labels - `metadata.labels`
 * @param allocatable - `status.allocatable`
 */
export function readNodeLabels(labels: unknown, allocatable?: unknown): NodeLabels {
  const values = isObject(labels) ? labels : {};
  const invalid: string[] = [];
  const read = <V>(label: string, parse: (text: string) => V | undefined): V | undefined => {
    const value = Object.hasOwn(values, label) ? values[label] : undefined;
    if (value === undefined) return undefined;
    const parsed = typeof value === "string" ? parse(value) : undefined;
    if (parsed === undefined) invalid.push(label);
    return parsed;
  };
  const product = read("nvidia.com/gpu.product", text);
  const gke = read("cloud.google.com/gke-gpu-sharing-strategy", sharingOf);
  const sharing = gke ?? read("nvidia.com/gpu.sharing-strategy", sharingOf);
  const mpsCapable = read("nvidia.com/mps.capable", (value) => value === "true");
  const replicas = gke
    ? read("cloud.google.com/gke-max-shared-clients-per-gpu", whole)
    : read("nvidia.com/gpu.replicas", whole);
  const versionOf = (name: string): Version | undefined => {
    const major = read(`nvidia.com/${name}.major`, whole);
    return major === undefined ? undefined : [major, read(`nvidia.com/${name}.minor`, whole) ?? 0];
  };
  return {
    product: product?.replace(/-SHARED$/, "") ?? read("cloud.google.com/gke-accelerator", text),
    memoryMiB: read("nvidia.com/gpu.memory", (value) => whole(value) || undefined),
    count: read("nvidia.com/gpu.count", whole),
    // 0 for cards that are cut into MIG slices: those are not shared.
    replicas: replicas === undefined ? undefined : Math.max(1, replicas),
    sharing,
    sharedBy: gke ? "gke" : (sharing ?? mpsCapable) === undefined ? undefined : "device-plugin",
    mpsCapable,
    isMig: product?.includes("-MIG-") ?? false,
    migStrategy: read("nvidia.com/mig.strategy", text),
    capability: versionOf("gpu.compute"),
    // The second names are older.
    cuda: versionOf("cuda.runtime-version") ?? versionOf("cuda.runtime"),
    driver: (versionOf("cuda.driver-version") ?? versionOf("cuda.driver"))?.[0],
    invalid,
    allocatable: isObject(allocatable) ? extendedIn(allocatable) : undefined,
  };
}

function text(value: string): string | undefined {
  return value === "" ? undefined : value;
}

function whole(value: string): number | undefined {
  return WHOLE.test(value) ? Number(value) : undefined;
}

/** GKE calls time slicing time-sharing. */
function sharingOf(strategy: string): NodeSharing | undefined {
  if (strategy === "time-sharing") return "time-slicing";
  const known = strategy === "none" || strategy === "mps" || strategy === "time-slicing";
  return known ? strategy : undefined;
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
