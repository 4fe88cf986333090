import type { FieldPath } from "../../result/field-path.ts";
import { NONE } from "../../result/none.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import { hidesContent, isUnresolved } from "../../result/unresolved.ts";
import type { ContainerFields } from "../kinds/compiled-kind.ts";
import { readGpuQuantity } from "./gpu-quantity.ts";
import { type GpuResourceNames, looksLikeGpu } from "./gpu-resource-names.ts";

/** One GPU resource that a container requests, as written. */
export interface GpuRequest {
  readonly resource: string;
  readonly limit: unknown;
  readonly request: unknown;
  /** Where the quantity is, if that is not in the resources. */
  readonly path?: FieldPath;
}

/** A part of a container that should be an object and is not. */
interface MalformedPart {
  readonly steps: readonly string[];
  readonly value: unknown;
}

/** A resource that looks like a GPU, and is not on the list of them. */
interface UnlistedResource {
  readonly steps: readonly string[];
  readonly quantity: unknown;
}

/** What a container requests, and which parts of it could not be read. */
export interface GpuRequests {
  readonly requests: readonly GpuRequest[];
  readonly malformed: readonly MalformedPart[];
  /** If nothing else is requested. */
  readonly unlisted?: readonly UnlistedResource[];
}

/**
 * Reads the GPU resources that a container requests: those in limits or requests whose quantity is not
 * provably zero. `undefined` for nearly every container, where there is nothing to report.
 */
export function readGpuRequests(
  container: UnknownObject,
  fields: ContainerFields,
  names: GpuResourceNames,
): GpuRequests | undefined {
  if (fields.gpu !== undefined) return readGpuField(container[fields.gpu], fields.gpu, names);
  const resources = container[fields.resources];
  if (resources === undefined || resources === null) return undefined;
  if (!isObject(resources)) return malformedField(fields.resources, resources);
  const limits = resources["limits"];
  const requests = resources["requests"];
  if (limits === undefined && requests === undefined && hidesContent(resources)) {
    return malformedField(fields.resources, resources);
  }
  if (!isWorthReading(limits, fields, names) && !isWorthReading(requests, fields, names)) {
    return undefined;
  }
  return readParts(limits, requests, fields, names);
}

/** All GPU resources of a container together; NaN if one of them is not a whole number. */
export function countGpus(requests: readonly GpuRequest[]): number {
  let count = 0;
  for (const { limit, request } of requests) {
    count += Math.max(readGpuQuantity(limit), readGpuQuantity(request));
  }
  return count;
}

/** Asked first: nearly all resources are CPU and memory, or nothing at all. */
function isWorthReading(part: unknown, fields: ContainerFields, names: GpuResourceNames): boolean {
  if (part === undefined || part === null) return false;
  return !isObject(part) || namesGpu(part, fields, names) || hidesContent(part);
}

function namesGpu(part: UnknownObject, fields: ContainerFields, names: GpuResourceNames): boolean {
  for (const resource in part) {
    if (isGpu(resource, fields, names) || looksLikeGpu(resource)) return true;
  }
  return false;
}

function readParts(
  limits: unknown,
  requests: unknown,
  fields: ContainerFields,
  names: GpuResourceNames,
): GpuRequests {
  const malformed: MalformedPart[] = [];
  const read = (part: unknown, name: string): UnknownObject | undefined => {
    if (part === undefined || part === null) return undefined;
    if (isObject(part) && (namesGpu(part, fields, names) || !hidesContent(part))) return part;
    malformed.push({ steps: [fields.resources, name], value: part });
    return undefined;
  };
  const upper = read(limits, "limits");
  const lower = read(requests, "requests");
  const found: GpuRequest[] = [];
  for (const resource in upper) {
    if (!isGpu(resource, fields, names)) continue;
    const request = isIn(lower, resource) ? lower[resource] : undefined;
    const one = { resource, limit: upper[resource], request };
    if (!isZero(one.limit) || !isZero(one.request)) found.push(one);
  }
  for (const resource in lower) {
    if (!isGpu(resource, fields, names) || isIn(upper, resource)) continue;
    const one = { resource, limit: undefined, request: lower[resource] };
    if (!isZero(one.request)) found.push(one);
  }
  if (found.length > 0) return { requests: found, malformed };
  const unlisted = [
    ...unlistedIn(upper, "limits", fields),
    ...unlistedIn(lower, "requests", fields),
  ];
  return { requests: found, malformed, ...(unlisted.length > 0 && { unlisted }) };
}

function unlistedIn(
  part: UnknownObject | undefined,
  name: string,
  fields: ContainerFields,
): UnlistedResource[] {
  return Object.entries(part ?? {})
    .filter(([resource, quantity]) => looksLikeGpu(resource) && !isZero(quantity))
    .map(([resource, quantity]) => ({ steps: [fields.resources, name, resource], quantity }));
}

/** Own keys only, not what every object inherits, such as `constructor`: a pattern may be any word. */
function isIn(part: UnknownObject | undefined, resource: string): part is UnknownObject {
  return part !== undefined && Object.hasOwn(part, resource);
}

/** Spark requests GPUs by `gpu: { name, quantity }`. */
function readGpuField(
  value: unknown,
  field: string,
  names: GpuResourceNames,
): GpuRequests | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value) || isUnresolved(value)) return malformedField(field, value);
  const resource = value["name"];
  const limit = value["quantity"];
  if (typeof resource !== "string" || !names.has(resource) || isZero(limit)) return undefined;
  return { requests: [{ resource, limit, request: undefined }], malformed: NONE };
}

function malformedField(field: string, value: unknown): GpuRequests {
  return { requests: NONE, malformed: [{ steps: [field], value }] };
}

function isGpu(resource: string, fields: ContainerFields, names: GpuResourceNames): boolean {
  if (names.has(resource)) return true;
  return fields.gpuResources.length > 0 && fields.gpuResources.includes(resource);
}

function isZero(quantity: unknown): boolean {
  return readGpuQuantity(quantity) === 0;
}
