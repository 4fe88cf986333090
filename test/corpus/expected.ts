import { toJsonPatch } from "kube-mps";
import type { OracleGpu, OracleRow } from "./oracle.ts";

/** A kind with resources of its own that says nothing about a pod. */
const NO_WORKLOAD = "InferenceModel";

/** What became of a document: pointers of containers, by what was done to them. */
export interface Outcome {
  readonly injected: string[];
  readonly refused: string[];
}

/** What the oracle has come of a document. */
export function expectedOf(row: OracleRow): Outcome {
  const asking = podContainers(row).filter(({ gpu }) => gpu?.some(isGpu));
  const refused = asking.filter(({ gpu }) => gpu?.some(isPlaceholder)).map(({ ptr }) => ptr);
  if (refused.length > 0) return { injected: [], refused: sortedSet(refused) };
  return {
    injected: sortedSet([...asking.map(({ ptr }) => ptr), ...containerLike(row)]),
    refused: [],
  };
}

export function podContainers(row: OracleRow) {
  return (row.podSpecs ?? []).flatMap(({ containers }) => containers);
}

/** What asks for a GPU in limits or requests without being in a list of containers. */
function containerLike(row: OracleRow): string[] {
  if (row.kind === NO_WORKLOAD) return [];
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
