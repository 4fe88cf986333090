/** Per-device map of how much device memory a process may pin. */
export const PINNED_MEMORY = "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT";

/** How many of the GPU's threads a process may use, as a percentage: one number for all devices. */
export const THREAD_PERCENTAGE = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";

/** 0 is normal, 1 below normal. */
export const CLIENT_PRIORITY = "CUDA_MPS_CLIENT_PRIORITY";

/** The prefix of all of them. */
export const MPS_PREFIX = "CUDA_MPS_";

/**
 * The variables that this package writes.
 * Source: https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html
 */
export type MpsVariable = typeof PINNED_MEMORY | typeof THREAD_PERCENTAGE | typeof CLIENT_PRIORITY;
