import { readGpuQuantity } from "../kubernetes/gpu/gpu-quantity.ts";
import type { GpuRequest } from "../kubernetes/gpu/gpu-requests.ts";
import { MIG_PREFIX } from "../kubernetes/gpu/gpu-resource-names.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { received } from "../result/received.ts";
import { isUnresolved, unresolved } from "../result/unresolved.ts";
import type { FoundContainer } from "./find-containers.ts";

type Field = "limit" | "request";

/** What is wrong with the GPU requests of a container, whatever limits it gets. */
export function checkRequests(found: FoundContainer): readonly Issue[] {
  let issues: Issue[] | undefined;
  for (const request of found.requests) {
    const limit = readGpuQuantity(request.limit);
    const requested = readGpuQuantity(request.request);
    if (Number.isNaN(limit)) (issues ??= []).push(invalidQuantity(found, request, "limit"));
    if (Number.isNaN(requested)) (issues ??= []).push(invalidQuantity(found, request, "request"));
    const isMismatch = limit < requested || limit > requested;
    if (isMismatch && hasBoth(request)) (issues ??= []).push(limitMismatch(found, request));
  }
  return issues ?? NONE;
}

/** The first MIG slice that a container requests. */
export function migSliceOf({ requests }: FoundContainer): string | undefined {
  return requests.find(({ resource }) => resource.startsWith(MIG_PREFIX))?.resource;
}

export function migUnverified({ path }: FoundContainer, slice: string): Issue {
  return newIssue(
    "gpu/mig-unverified",
    path,
    `whether MPS limits reach a MIG slice (${slice}) is unproven`,
    "try it on your cluster, or leave nvidia.com/mig-* out of gpuResources",
  );
}

export function countIsReplicas({ path }: FoundContainer, count: number): Issue {
  return newIssue(
    "gpu/count-is-replicas",
    path,
    `a GPU count of ${count} is read as replicas, so only device 0 is limited: other cards stay unlimited`,
    'set gpuUnit to "device" if GPUs are not shared',
    count,
  );
}

function invalidQuantity(found: FoundContainer, request: GpuRequest, field: Field): Issue {
  const value = request[field];
  const path = quantityPath(found, request, field);
  if (isUnresolved(value)) return unresolved(path, value);
  const isPlaceholder = typeof value === "string" && /[${]/.test(value);
  const hint = isPlaceholder ? "replace the placeholder first" : 'write "1"';
  return newIssue("gpu/quantity", path, "a number of GPUs must be whole", hint, value);
}

function hasBoth({ limit, request }: GpuRequest): boolean {
  return limit !== undefined && limit !== null && request !== undefined && request !== null;
}

function limitMismatch(found: FoundContainer, request: GpuRequest): Issue {
  return newIssue(
    "gpu/limit-mismatch",
    quantityPath(found, request, "request"),
    `the request for ${request.resource} must equal its limit, ${received(request.limit)}`,
    "remove the request, the limit is enough: Kubernetes rejects this",
    request.request,
  );
}

function quantityPath({ path, fields }: FoundContainer, request: GpuRequest, field: Field) {
  if (request.path !== undefined) return request.path;
  const { resource } = request;
  const at: FieldPath =
    fields.gpu === undefined
      ? [...path, fields.resources, `${field}s`, resource]
      : [...path, fields.gpu, "quantity"];
  return at;
}
