import { describe, expect, it } from "vitest";
import { meantVariable } from "../../../src/limits/misspelled-variable.ts";
import { MEMORY, PRIORITY, THREADS } from "../../helpers/manifests.ts";

describe("meantVariable", () => {
  it.each([
    ["CUDA_MPS_PINNED_DEVICE_MEMORY_LIMIT", MEMORY],
    ["CUDA_MPS_PINNED_DEVICE_MEM_LIMITS", MEMORY],
    ["CUDA_MPS_ACTIVE_THREADS_PERCENTAGE", THREADS],
    ["CUDA_MPS_ACTIVE_THREAD_PERCENT", THREADS],
    ["NVIDIA_MPS_CLIENT_PRIORITY", undefined],
    ["CUDA_MPS_CLIENT_PRIORTY", PRIORITY],
    ["cuda_MPS_client_priority", PRIORITY],
  ])("of %s is %s", (name, variable) => {
    expect(meantVariable(name)).toBe(variable);
  });

  it.each([
    MEMORY,
    THREADS,
    PRIORITY,
    "",
    "CUDA_MPS_PIPE_DIRECTORY",
    "CUDA_MPS_LOG_DIRECTORY",
    "CUDA_MPS_SM_PARTITION",
    "CUDA_MPS_PROTOCOL_VERSION",
    "CUDA_MPS_ENABLE_PER_CTX_DEVICE_MULTIPROCESSOR_PARTITIONING",
    `CUDA_MPS_${"X".repeat(1000)}`,
  ])("of %s is none", (name) => {
    expect(meantVariable(name)).toBeUndefined();
  });
});
