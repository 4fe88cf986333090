/**
 * The parameters of NVIDIA's DRA driver for a device.
 * Source: kubernetes-sigs/dra-driver-nvidia-gpu, api/nvidia.com/resource/v1beta1
 */
export interface DraGpuConfig {
  apiVersion: "resource.nvidia.com/v1beta1";
  kind: "GpuConfig" | "MigDeviceConfig";
  sharing: { strategy: "MPS"; mpsConfig: DraMpsConfig };
}

/** The MPS limits of a {@link DraGpuConfig}: memory is Kubernetes quantities. */
export interface DraMpsConfig {
  defaultActiveThreadPercentage?: number;
  defaultPinnedDeviceMemoryLimit?: string;
  /** By index among the UUIDs of the allocated devices, sorted. */
  defaultPerDevicePinnedMemoryLimit?: Record<string, string>;
}

/** Parameters that Kubernetes passes on to the driver. */
export interface OpaqueGpuConfig {
  opaque: { driver: "gpu.nvidia.com"; parameters: DraGpuConfig };
}

/** The spec of a claim for devices with MPS limits, `resource.k8s.io/v1`. */
export interface ResourceClaimSpec {
  devices: {
    requests: { name: string; exactly: { deviceClassName: string; count?: number } }[];
    config: ({ requests: string[] } & OpaqueGpuConfig)[];
  };
}

/** A claim of `resource.k8s.io/v1`. */
export interface ResourceClaim {
  apiVersion: "resource.k8s.io/v1";
  kind: "ResourceClaim";
  metadata: { name: string; namespace?: string };
  spec: ResourceClaimSpec;
}

/** A template that makes a claim for each pod, `resource.k8s.io/v1`. */
export interface ResourceClaimTemplate {
  apiVersion: "resource.k8s.io/v1";
  kind: "ResourceClaimTemplate";
  metadata: { name: string; namespace?: string };
  spec: { spec: ResourceClaimSpec };
}

/** A class whose devices all have the limits, `resource.k8s.io/v1`. */
export interface DeviceClass {
  apiVersion: "resource.k8s.io/v1";
  kind: "DeviceClass";
  metadata: { name: string };
  spec: { selectors: { cel: { expression: string } }[]; config: OpaqueGpuConfig[] };
}
