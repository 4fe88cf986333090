import { readGpuRequests } from "../kubernetes/gpu/gpu-requests.ts";
import type { GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";
import { CONTAINER_FIELDS } from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS } from "../kubernetes/kinds/container-lists.ts";
import type { Settings } from "../options/compile-options.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { searchObject } from "./search-object.ts";
import { notSearched } from "./workload-issues.ts";

/** Where a GPU is requested in what holds no containers to limit: a policy, values, a text. */
export function gpusIn(object: UnknownObject, names: GpuResourceNames): FieldPath[] {
  return searchObject(object, names).flatMap((hit) => {
    const isOther = hit.type === "pod" && !requestsGpu(hit.spec, names);
    return isOther || hit.type === "too-deep" ? [] : [hit.path];
  });
}

/** Reports a GPU in a value that is not an object, such as the operations of a JSON Patch. */
export function unsearched(
  value: unknown,
  { options: { unknownKinds }, gpuNames }: Settings,
): { readonly issues: readonly Issue[]; readonly warnings: readonly Issue[] } {
  const paths = unknownKinds === "skip" ? NONE : gpusIn({ value }, gpuNames);
  const [first] = paths;
  const found = first === undefined ? NONE : [notSearched(first.slice(1), paths.length)];
  return unknownKinds === "error"
    ? { issues: found, warnings: NONE }
    : { issues: NONE, warnings: found };
}

function requestsGpu(spec: UnknownObject, names: GpuResourceNames): boolean {
  return CONTAINER_LISTS.flatMap((list) => spec[list] ?? NONE).some((container) => {
    if (!isObject(container)) return false;
    const read = readGpuRequests(container, CONTAINER_FIELDS, names);
    return read !== undefined && read.requests.length > 0;
  });
}
