/** Per-device map of how much device memory a process may pin. */
export const PINNED_MEMORY = "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT";

/** How many of the GPU's threads a process may use, as a percentage: one number for all devices. */
export const THREAD_PERCENTAGE = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";

/** 0 is normal, 1 below normal. */
export const CLIENT_PRIORITY = "CUDA_MPS_CLIENT_PRIORITY";

/** The devices that CUDA shows to a process: ordinals or UUIDs, comma separated. */
export const VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

/** The devices that NVIDIA's container runtime gives to a container, GPU resource or not. */
export const RUNTIME_DEVICES = "NVIDIA_VISIBLE_DEVICES";

/** What the name of a variable that is read contains, those that are nearly ours included. */
export const GPU_VARIABLES: readonly string[] = ["MPS", VISIBLE_DEVICES, RUNTIME_DEVICES];

/** The prefix of all variables of MPS. */
export const MPS_PREFIX = "CUDA_MPS_";

/**
 * The variables that this package writes.
 * Source: https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html
 */
export type MpsVariable = typeof PINNED_MEMORY | typeof THREAD_PERCENTAGE | typeof CLIENT_PRIORITY;

/** All of them. */
export const MPS_VARIABLES: readonly MpsVariable[] = [
  PINNED_MEMORY,
  THREAD_PERCENTAGE,
  CLIENT_PRIORITY,
];
