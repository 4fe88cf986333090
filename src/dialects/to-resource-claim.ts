import type {
  DeviceClass,
  DraMpsConfig,
  OpaqueGpuConfig,
  ResourceClaim,
  ResourceClaimSpec,
  ResourceClaimTemplate,
} from "../kubernetes/gpu/resource-claim.ts";
import { formatMemory } from "../kubernetes/quantity/format-memory.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { dnsLabel, dnsSubdomain, oneOf, optional } from "../options/check-options.ts";
import { present } from "../result/present.ts";
import type { Result } from "../result/result.ts";
import { firstMemory, priorityLosses, scopeLoss, scopeLosses } from "./differences.ts";
import type { Loss, Rendering } from "./rendering.ts";
import { effectiveShare, notRepresentable, write } from "./write.ts";

/** Options for `toResourceClaim` and `toResourceClaimTemplate`. */
export interface ResourceClaimOptions {
  readonly name: string;
  readonly namespace?: string | undefined;
  /**
   * The class of the devices. For `mig.nvidia.com` the parameters are a `MigDeviceConfig`.
   *
   * @defaultValue "gpu.nvidia.com"
   */
  readonly deviceClassName?: string | undefined;
  /**
   * The name of the request, which containers refer to.
   *
   * @defaultValue "gpu"
   */
  readonly request?: string | undefined;
}

/** Options for `toDeviceClass`. */
export interface DeviceClassOptions {
  readonly name: string;
  /**
   * The class of NVIDIA's driver whose devices the new one has.
   *
   * @defaultValue "gpu.nvidia.com"
   */
  readonly deviceClassName?: "gpu.nvidia.com" | "mig.nvidia.com" | undefined;
}

const DRIVER = "gpu.nvidia.com";
const MIG_CLASS = "mig.nvidia.com";

type Exactly = ResourceClaimSpec["devices"]["requests"][0]["exactly"];

/** Kubernetes allocates no more devices to one claim. Source: AllocationResultsMaxSize. */
const MAX_DEVICES = 32;

/**
 * A ResourceClaim for NVIDIA's DRA driver, with the limits of a config as its `MpsConfig`. The driver
 * needs its feature gate `MPSSupport`.
 *
 * Losses: `clientPriority` is `unsupported`. A limit for one device is `scope`: the driver counts the
 * UUIDs of the allocated devices in their order as text, not as the container sees them; the claim asks
 * for as many devices as the limits name.
 *
 * Issues: those of `validateMpsConfig`, `dialect/not-representable` for a device beyond the 32 of a
 * claim, or if no limit is left; `options/*`. Warnings: each loss, `memory/rounded`. Never throws.
 *
 * Source: kubernetes-sigs/dra-driver-nvidia-gpu, api/nvidia.com/resource/v1beta1/sharing.go
 *
 * @example
 * ```ts
 * toResourceClaim({ pinnedDeviceMemoryLimit: "10Gi" }, { name: "shared-gpu" });
 * ```
 */
export function toResourceClaim(
  config: MpsConfigInput | MpsConfig,
  options: ResourceClaimOptions,
): Result<Rendering<ResourceClaim>> {
  return claim(config, options, (metadata, spec) => ({
    apiVersion: "resource.k8s.io/v1",
    kind: "ResourceClaim",
    metadata,
    spec,
  }));
}

/**
 * The same as a ResourceClaimTemplate, of which each pod gets a claim of its own.
 *
 * @example
 * ```ts
 * toResourceClaimTemplate({ activeThreadPercentage: 50 }, { name: "shared-gpu", request: "mps-gpu" });
 * ```
 */
export function toResourceClaimTemplate(
  config: MpsConfigInput | MpsConfig,
  options: ResourceClaimOptions,
): Result<Rendering<ResourceClaimTemplate>> {
  return claim(config, options, (metadata, spec) => ({
    apiVersion: "resource.k8s.io/v1",
    kind: "ResourceClaimTemplate",
    metadata,
    spec: { spec },
  }));
}

/**
 * A DeviceClass whose devices have the limits of a config, for claims that name it and for pods that
 * request it as the resource `deviceclass.resource.kubernetes.io/<name>` (KEP-5004). The parameters of a
 * claim override those of its class.
 *
 * Losses: every limit is `scope`, since it holds for all claims of the class; `clientPriority` is
 * `unsupported`. Issues as for `toResourceClaim`; a limit for any device but `"0"` is
 * `dialect/not-representable`: a claim of one device would fail. Never throws.
 *
 * @example
 * ```ts
 * toDeviceClass({ pinnedDeviceMemoryLimit: "10Gi" }, { name: "gpu-10gi" });
 * ```
 */
export function toDeviceClass(
  config: MpsConfigInput | MpsConfig,
  options: DeviceClassOptions,
): Result<Rendering<DeviceClass>> {
  const checks = { name: dnsSubdomain, deviceClassName: optional(oneOf(DRIVER, MIG_CLASS)) };
  return write(config, options, checks, (checked, { name, deviceClassName = DRIVER }) => {
    if (devicesOf(checked) > 1) {
      return notRepresentable(["perDevicePinnedMemoryLimit"], "a class may give a single device");
    }
    const type = deviceClassName === MIG_CLASS ? "mig" : "gpu";
    const expression = `device.driver == '${DRIVER}' && device.attributes['${DRIVER}'].type == '${type}'`;
    return {
      value: {
        apiVersion: "resource.k8s.io/v1",
        kind: "DeviceClass",
        metadata: { name },
        spec: {
          selectors: [{ cel: { expression } }],
          config: [parameters(checked, deviceClassName)],
        },
      },
      effective: effectiveShare(firstMemory(checked), checked.activeThreadPercentage),
      losses: [...priorityLosses(checked), ...scopeLosses(checked)],
    };
  });
}

function claim<T>(
  config: MpsConfigInput | MpsConfig,
  options: ResourceClaimOptions,
  object: (metadata: ResourceClaim["metadata"], spec: ResourceClaimSpec) => T,
): Result<Rendering<T>> {
  const checks = {
    name: dnsSubdomain,
    namespace: optional(dnsLabel),
    deviceClassName: optional(dnsSubdomain),
    request: optional(dnsLabel),
  };
  return write(config, options, checks, (checked, { name, namespace, ...rest }) => {
    const { deviceClassName = DRIVER, request = "gpu" } = rest;
    const count = devicesOf(checked);
    if (count > MAX_DEVICES) {
      const path = ["perDevicePinnedMemoryLimit", String(count - 1)];
      return notRepresentable(path, `a claim has at most ${MAX_DEVICES} devices`);
    }
    const exactly = present<Exactly>({ deviceClassName, count: count > 1 ? count : undefined });
    const devices = {
      requests: [{ name: request, exactly }],
      config: [{ requests: [request], ...parameters(checked, deviceClassName) }],
    };
    return {
      value: object(present({ name, namespace }), { devices }),
      effective: effectiveShare(firstMemory(checked), checked.activeThreadPercentage),
      losses: [...priorityLosses(checked), ...ordinalLosses(checked)],
    };
  });
}

/** Their ordinals are not the container's. */
function ordinalLosses({ perDevicePinnedMemoryLimit = {} }: MpsConfig): Loss[] {
  return Object.entries(perDevicePinnedMemoryLimit).map(([device, bytes]) =>
    scopeLoss(["perDevicePinnedMemoryLimit", device], bytes),
  );
}

/** How many devices there must be for the driver to find all that are named. */
function devicesOf({ perDevicePinnedMemoryLimit = {} }: MpsConfig): number {
  return 1 + Math.max(0, ...Object.keys(perDevicePinnedMemoryLimit).map(Number));
}

function parameters(config: MpsConfig, deviceClassName: string): OpaqueGpuConfig {
  const {
    activeThreadPercentage: threads,
    pinnedDeviceMemoryLimit: pinned,
    perDevicePinnedMemoryLimit: perDevice,
  } = config;
  const limits = Object.entries(perDevice ?? {}).map(([device, bytes]) => [
    device,
    formatMemory(bytes),
  ]);
  return {
    opaque: {
      driver: DRIVER,
      parameters: {
        apiVersion: "resource.nvidia.com/v1beta1",
        kind: deviceClassName === MIG_CLASS ? "MigDeviceConfig" : "GpuConfig",
        sharing: {
          strategy: "MPS",
          mpsConfig: present<DraMpsConfig>({
            defaultActiveThreadPercentage: threads,
            defaultPinnedDeviceMemoryLimit: pinned === undefined ? pinned : formatMemory(pinned),
            defaultPerDevicePinnedMemoryLimit: perDevice && Object.fromEntries(limits),
          }),
        },
      },
    },
  };
}
