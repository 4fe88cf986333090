import type fc from "fast-check";
import { vi } from "vitest";

/** Multiplies the runs of every property: set by the nightly workflow. */
const RUNS = Number(process.env["KUBE_MPS_RUNS"] ?? 1);

/** Set by the environment to repeat a failure; printed, so that every run can be repeated. */
const SEED = Number(process.env["KUBE_MPS_SEED"] ?? (Date.now() ^ (Math.random() * 2 ** 32)) | 0);

vi.setConfig({ testTimeout: 30_000 * Math.max(1, RUNS) });
console.info(`properties: KUBE_MPS_SEED=${SEED} KUBE_MPS_RUNS=${RUNS}`);

/** Parameters for `fc.assert`: the seed of this process, and a number of runs. */
export function runs<Ts>(count: number): fc.Parameters<Ts> {
  return { seed: SEED, numRuns: Math.max(1, Math.round(count * RUNS)) };
}
