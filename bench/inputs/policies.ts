import type { GpuContainer } from "kube-mps";
import type { GpuSharingPolicyInput, GpuSharingPolicySpec } from "kube-mps/policy";
import { Random } from "../harness/random.ts";

const NAMESPACES = 1_000;

/** The policies of a large platform: for namespaces by name and by pattern, and for labels of pods. */
export function policies(count: number): GpuSharingPolicyInput[] {
  return Array.from({ length: count }, (_, index): GpuSharingPolicyInput => {
    const namespace = `team-${index % NAMESPACES}`;
    const matches: GpuSharingPolicySpec["match"][] = [
      { namespaces: [namespace] },
      { namespaces: [`${namespace}-*`, namespace] },
      { podSelector: { matchLabels: { app: `app-${index}` } } },
    ];
    return {
      apiVersion: "kube-mps.github.io/v1alpha1",
      kind: "GpuSharingPolicy",
      metadata: { name: `policy-${index}` },
      spec: {
        weight: index % 7,
        match: matches[index % 3],
        default: { activeThreadPercentage: 20 + (index % 10) },
        max: { pinnedDeviceMemoryLimit: `${4 + (index % 8)}Gi` },
        onViolation: "clamp",
      },
    };
  });
}

/** Containers of many namespaces, as `findGpuContainers` describes them. */
export function containers(count: number, seed: number): GpuContainer[] {
  const random = new Random(seed);
  const unset = { state: "unset" } as const;
  return Array.from({ length: count }, (_, index) => {
    const labels = { app: `app-${Math.floor(random.next() * 2_000)}`, tier: "batch" };
    return {
      path: ["spec", "template", "spec", "containers", 0],
      name: "main",
      role: "container",
      gpus: [{ resource: "nvidia.com/gpu", count: 1 }],
      count: 1,
      current: { memory: unset, threads: unset, clientPriority: unset },
      workload: {
        path: [],
        apiVersion: "apps/v1",
        kind: "Deployment",
        namespace: `team-${Math.floor(random.next() * NAMESPACES)}`,
        name: `app-${index}`,
        labels,
        annotations: {},
        podMetadata: { path: ["spec", "template", "metadata"], labels, annotations: {} },
      },
    };
  });
}

/** What each container asks for: more than some of the policies allow. */
export const REQUESTED = { pinnedDeviceMemoryLimit: 8 * 2 ** 30 };
