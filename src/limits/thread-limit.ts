/**
 * Whether a percentage of the threads is a limit: 0 and 100 leave the container what the daemon allows.
 * Source: https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html
 */
export function limitsThreads(percentage: number | undefined): boolean {
  return percentage !== undefined && percentage !== 0 && percentage !== 100;
}

/** What CUDA takes for no limit on threads: its documented default. */
export const ALL_THREADS = 100;

/** CUDA documents whole numbers only: a fraction is dropped, but never the limit. */
export function wholePercentage(percentage: number): number {
  return limitsThreads(percentage) ? Math.max(1, Math.floor(percentage)) : percentage;
}
