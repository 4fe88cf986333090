/** Bytes in a MiB, the unit in which CUDA's limits are written. */
export const MIB = 1_048_576;

/** Rounds an amount of bytes down to whole MiB, in bytes. */
export function floorToMebibytes(bytes: bigint): number {
  return Number(bytes) - Number(bytes % BigInt(MIB));
}

/** Renders bytes as a Kubernetes quantity in whole MiB: `8192Mi`. */
export function formatMebibytes(bytes: number): string {
  return `${Math.floor(bytes / MIB)}Mi`;
}
