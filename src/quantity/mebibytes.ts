/** Bytes in a MiB, the unit in which CUDA's limits are written. */
export const MIB = 1_048_576;

/** The whole MiB in an amount of bytes, in bytes. */
export function floorToMebibytes(bytes: bigint): number {
  return Number(bytes) - Number(bytes % BigInt(MIB));
}

/** A whole number of MiB as a Kubernetes quantity: `8192Mi`. */
export function formatMebibytes(bytes: number): string {
  return `${Math.floor(bytes / MIB)}Mi`;
}
