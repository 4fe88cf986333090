import { toJsonPatch } from "kube-mps";
import type { OracleGpu, OracleRow } from "./oracle.ts";

/** A kind with resources that are not those of a container. */
const NOT_A_WORKLOAD = "InferenceModel";

/** The outcome for a document: JSON pointers to its containers. */
export interface Outcome {
  readonly injected: string[];
  readonly rejected: string[];
}

/** The outcome that the oracle expects. */
export function expectedOf(row: OracleRow): Outcome {
  const requesting = podContainers(row).filter(({ gpu }) => gpu?.some(isGpu));
  const rejected = requesting.filter(({ gpu }) => gpu?.some(isPlaceholder)).map(({ ptr }) => ptr);
  if (rejected.length > 0) return { injected: [], rejected: sortedSet(rejected) };
  return {
    injected: sortedSet([...requesting.map(({ ptr }) => ptr), ...inlineContainers(row)]),
    rejected: [],
  };
}

export function podContainers(row: OracleRow) {
  return (row.podSpecs ?? []).flatMap(({ containers }) => containers);
}

/** GPU requests outside a list of containers, in limits or requests. */
function inlineContainers(row: OracleRow): string[] {
  if (row.kind === NOT_A_WORKLOAD) return [];
  return (row.gpuElsewhere ?? [])
    .filter((gpu) => isGpu(gpu) && (gpu.parent === "limits" || gpu.parent === "requests"))
    .map(({ ptr }) => ptr.split("/").slice(0, -3).join("/"));
}

export function isGpu({ cls, value }: OracleGpu): boolean {
  return (cls === "gpu" || cls === "gpu.shared" || cls === "mig") && value !== null && value !== 0;
}

export function isNvidiaGpuBySize({ key }: OracleGpu): boolean {
  return key.startsWith("nvidia.com/gpu-");
}

export function isPlaceholder(gpu: OracleGpu): boolean {
  return isGpu(gpu) && typeof gpu.value === "string" && gpu.value.startsWith("$");
}

export function pointersOf(paths: readonly (readonly (string | number)[])[]): string[] {
  const patch = toJsonPatch(paths.map((path) => ({ op: "remove", path }) as const));
  return sortedSet(patch.map(({ path }) => path));
}

function sortedSet(pointers: readonly string[]): string[] {
  return [...new Set(pointers)].sort();
}
