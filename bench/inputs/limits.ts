import { type MpsConfigInput, unwrap, validateMpsConfig } from "kube-mps";

/** The limits that every bench writes. */
export const INPUT: MpsConfigInput = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };

/** The same, validated once, as a service holds them. */
export const CONFIG = unwrap(validateMpsConfig(INPUT));

/** Their variables: new entries for each use, as every engine has to create them. */
export function limitEntries(): { name: string; value: string }[] {
  return [
    { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" },
    { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" },
  ];
}
