import type { GpuClaim } from "./gpu-claims.ts";
import { readGpuQuantity } from "./gpu-quantity.ts";

/** All GPU resources of a container together; NaN where one of them is no whole number. */
export function gpuCount(claims: readonly GpuClaim[]): number {
  let count = 0;
  for (const { limit, request } of claims) {
    count += Math.max(readGpuQuantity(limit), readGpuQuantity(request));
  }
  return count;
}
