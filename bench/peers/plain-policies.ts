import type { GpuContainer, MpsConfig } from "kube-mps";
import type { GpuSharingPolicy } from "kube-mps/policy";

/** Decides as one would by hand: every policy is tried, and nothing is explained. */
export function decidePlainly(
  policies: readonly GpuSharingPolicy[],
  container: GpuContainer,
  requested: MpsConfig,
): MpsConfig {
  const matching = policies.filter(({ spec }) => isFor(spec.match, container));
  let first: GpuSharingPolicy | undefined;
  let memory = requested.pinnedDeviceMemoryLimit ?? 0;
  for (const policy of matching) {
    const { weight = 0, max } = policy.spec;
    const other = first?.spec.weight ?? 0;
    const isBefore = first === undefined || policy.metadata.name < first.metadata.name;
    if (first === undefined || weight > other || (weight === other && isBefore)) first = policy;
    memory = Math.min(memory, max?.pinnedDeviceMemoryLimit ?? memory);
  }
  return { ...first?.spec.default, pinnedDeviceMemoryLimit: memory };
}

function isFor(match: GpuSharingPolicy["spec"]["match"], { workload }: GpuContainer): boolean {
  const { namespaces, podSelector } = match ?? {};
  const { namespace = "", podMetadata } = workload;
  const isHere = (pattern: string): boolean =>
    pattern.endsWith("*") ? namespace.startsWith(pattern.slice(0, -1)) : namespace === pattern;
  if (namespaces !== undefined && !namespaces.some(isHere)) return false;
  return Object.entries(podSelector?.matchLabels ?? {}).every(
    ([key, value]) => podMetadata.labels[key] === value,
  );
}
