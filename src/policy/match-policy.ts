import type { GpuContainer } from "../find/gpu-container.ts";
import { type Labels, meetsRequirement } from "../kubernetes/label-selector.ts";
import { matchesPattern } from "../kubernetes/name-pattern.ts";
import type { CompiledMatch } from "./compiled-policy.ts";

/** The label that Kubernetes itself gives to each namespace. */
export const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** Whether a policy is for a container, its namespace apart. */
export function matchesContainer(
  { ofPod, kinds, containers }: CompiledMatch,
  { name = "", workload }: GpuContainer,
): boolean {
  const { kind = "", podMetadata } = workload;
  return (
    (kinds === undefined || kinds.includes(kind)) &&
    (containers === undefined || containers.some((one) => matchesPattern(name, one))) &&
    ofPod.every((requirement) => meetsRequirement(requirement, podMetadata.labels))
  );
}

/** Whether a policy is for a namespace; `undefined` if that cannot be told. */
export function matchesNamespace(
  { namespaces, ofNamespace }: CompiledMatch,
  name: string | undefined,
  labels: Labels | undefined,
): boolean | undefined {
  if (namespaces === undefined && ofNamespace.length === 0) return true;
  if (name === undefined) return undefined;
  if (namespaces?.every((one) => !matchesPattern(name, one))) return false;
  const known = labels ?? { [NAMESPACE_NAME]: name };
  const answers = ofNamespace.map((requirement) =>
    labels === undefined && requirement.key !== NAMESPACE_NAME
      ? undefined
      : meetsRequirement(requirement, known),
  );
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
