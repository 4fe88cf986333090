import { isObject } from "../core/is-object.ts";
import { NONE } from "../core/none.ts";
import type { ContainerShape } from "../workload/compiled-carrier.ts";
import { resourcesOf } from "../workload/container-fields.ts";
import type { Fields } from "../workload/walk.ts";
import { readGpuQuantity } from "./gpu-quantity.ts";
import type { GpuResourceNames } from "./gpu-resource-names.ts";

/** One GPU resource that a container asks for, as it is written. */
export interface GpuClaim {
  readonly resource: string;
  readonly limit: unknown;
  readonly request: unknown;
}

/** A part of a container that is there, but no object. */
interface MalformedPart {
  readonly steps: readonly string[];
  readonly value: unknown;
}

/** What a container asks for, and what of it could not be read. */
export interface GpuClaims {
  readonly claims: readonly GpuClaim[];
  readonly malformed: readonly MalformedPart[];
}

/**
 * The GPU resources that a container asks for: those among limits or requests whose quantity is
 * not provably zero. `undefined` for nearly every container, where there is nothing to tell.
 */
export function gpuClaims(
  container: Fields,
  shape: ContainerShape,
  names: GpuResourceNames,
): GpuClaims | undefined {
  if (shape.gpu !== undefined) return claimByField(container[shape.gpu], shape.gpu, names);
  const resources = resourcesOf(container, shape);
  if (resources === undefined || resources === null) return undefined;
  if (!isObject(resources)) return malformedField(shape.resources, resources);
  const limits = resources["limits"];
  const requests = resources["requests"];
  if (!isWorthReading(limits, shape, names) && !isWorthReading(requests, shape, names)) {
    return undefined;
  }
  return readParts(limits, requests, shape, names);
}

/** Asked first: nearly all resources are CPU and memory, or nothing at all. */
function isWorthReading(part: unknown, shape: ContainerShape, names: GpuResourceNames): boolean {
  if (part === undefined || part === null) return false;
  if (!isObject(part)) return true;
  for (const resource in part) if (isGpu(resource, shape, names)) return true;
  return false;
}

function readParts(
  limits: unknown,
  requests: unknown,
  shape: ContainerShape,
  names: GpuResourceNames,
): GpuClaims {
  const malformed: MalformedPart[] = [];
  const most = readPart(limits, "limits", shape, malformed);
  const least = readPart(requests, "requests", shape, malformed);
  const claims: GpuClaim[] = [];
  for (const resource in most) {
    if (!isGpu(resource, shape, names)) continue;
    const request = isIn(least, resource) ? least[resource] : undefined;
    const claim = { resource, limit: most[resource], request };
    if (!isZero(claim.limit) || !isZero(claim.request)) claims.push(claim);
  }
  for (const resource in least) {
    if (!isGpu(resource, shape, names) || isIn(most, resource)) continue;
    const claim = { resource, limit: undefined, request: least[resource] };
    if (!isZero(claim.request)) claims.push(claim);
  }
  return { claims, malformed };
}

/** Not by what every object has, such as `constructor`: a pattern may be any word. */
function isIn(part: Fields | undefined, resource: string): part is Fields {
  return part !== undefined && Object.hasOwn(part, resource);
}

function readPart(
  part: unknown,
  name: string,
  shape: ContainerShape,
  malformed: MalformedPart[],
): Fields | undefined {
  if (part === undefined || part === null) return undefined;
  if (isObject(part)) return part;
  malformed.push({ steps: [shape.resources, name], value: part });
  return undefined;
}

/** Spark asks for GPUs by `gpu: { name, quantity }`. */
function claimByField(
  value: unknown,
  field: string,
  names: GpuResourceNames,
): GpuClaims | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) return malformedField(field, value);
  const resource = value["name"];
  const limit = value["quantity"];
  if (typeof resource !== "string" || !names.has(resource) || isZero(limit)) return undefined;
  return { claims: [{ resource, limit, request: undefined }], malformed: NONE };
}

function malformedField(field: string, value: unknown): GpuClaims {
  return { claims: NONE, malformed: [{ steps: [field], value }] };
}

function isGpu(resource: string, shape: ContainerShape, names: GpuResourceNames): boolean {
  if (names.has(resource)) return true;
  return shape.gpuResources.length > 0 && shape.gpuResources.includes(resource);
}

function isZero(quantity: unknown): boolean {
  return readGpuQuantity(quantity) === 0;
}
