import { isObject } from "../core/is-object.ts";
import type { ContainerShape } from "../workload/compiled-carrier.ts";
import type { Fields } from "../workload/walk.ts";
import { readGpuQuantity } from "./gpu-quantity.ts";
import type { GpuResourceNames } from "./gpu-resource-names.ts";

/** One GPU resource that a container asks for, as it is written. */
export interface GpuClaim {
  readonly resource: string;
  readonly limit: unknown;
  readonly request: unknown;
}

/** Hears of a part of `resources` that is not an object. */
export type OnMalformed = (steps: readonly string[], value: unknown) => void;

/**
 * The GPU resources that a container asks for: those among limits or requests whose quantity is
 * not provably zero. `undefined` where there are none.
 */
export function gpuClaims(
  container: Fields,
  shape: ContainerShape,
  names: GpuResourceNames,
  onMalformed: OnMalformed,
): GpuClaim[] | undefined {
  if (shape.gpu !== undefined)
    return claimByField(container[shape.gpu], shape.gpu, names, onMalformed);
  const resources = container[shape.resources];
  if (resources === undefined || resources === null) return undefined;
  if (!isObject(resources)) {
    onMalformed([shape.resources], resources);
    return undefined;
  }
  const limits = part(resources, "limits", shape, onMalformed);
  const requests = part(resources, "requests", shape, onMalformed);
  let claims: GpuClaim[] | undefined;
  for (const resource in limits) {
    if (!isGpu(resource, shape, names)) continue;
    const claim = { resource, limit: limits[resource], request: requests?.[resource] };
    if (!isZero(claim.limit) || !isZero(claim.request)) (claims ??= []).push(claim);
  }
  for (const resource in requests) {
    if (!isGpu(resource, shape, names) || (limits !== undefined && resource in limits)) continue;
    const claim = { resource, limit: undefined, request: requests[resource] };
    if (!isZero(claim.request)) (claims ??= []).push(claim);
  }
  return claims;
}

/** Spark asks for GPUs by `gpu: { name, quantity }`. */
function claimByField(
  value: unknown,
  field: string,
  names: GpuResourceNames,
  onMalformed: OnMalformed,
): GpuClaim[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    onMalformed([field], value);
    return undefined;
  }
  const resource = value["name"];
  const limit = value["quantity"];
  if (typeof resource !== "string" || !names.has(resource) || isZero(limit)) return undefined;
  return [{ resource, limit, request: undefined }];
}

function part(
  resources: Fields,
  name: "limits" | "requests",
  shape: ContainerShape,
  onMalformed: OnMalformed,
): Fields | undefined {
  const value = resources[name];
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  onMalformed([shape.resources, name], value);
  return undefined;
}

function isGpu(resource: string, shape: ContainerShape, names: GpuResourceNames): boolean {
  return names.has(resource) || shape.gpuResources.includes(resource);
}

function isZero(quantity: unknown): boolean {
  return readGpuQuantity(quantity) === 0;
}
