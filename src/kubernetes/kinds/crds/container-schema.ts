import { isObject, type UnknownObject } from "../../../result/unknown-object.ts";
import type { ContainerLocation } from "../workload-kind.ts";

/** The names of the fields that mean `env` and `resources`, where they are others. */
export type FieldNames = Omit<ContainerLocation, "path">;

/** Where the value of a variable comes from in Kubernetes: no other list of names and values has these. */
const SOURCES = ["configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef"];

/** Keys of limits that mean a GPU without naming a resource. */
const OWN_GPU_NAME = /^gpus?$/i;

/** The claim of a volume has resources too, of which none is a GPU. */
const CLAIM_OF_A_VOLUME = "accessModes";

/** The fields of an object that is like a container, by its schema; `undefined` for any other. */
export function containerFields(properties: UnknownObject): FieldNames | undefined {
  const env = fieldOf(properties, "env", isEnv);
  if (env === undefined) return undefined;
  const named = env === "env" ? {} : { env };
  const resources = fieldOf(properties, "resources", isResources);
  if (resources !== undefined) {
    const gpuResources = ownGpuNames(properties[resources]);
    return {
      ...named,
      ...(resources !== "resources" && { resources }),
      ...(gpuResources.length > 0 && { gpuResources }),
    };
  }
  const gpu = fieldOf(properties, "gpu", isGpuRequest);
  return gpu === undefined ? undefined : { ...named, gpu };
}

/** Whether an object has resources, in one of the ways that objects have them. */
export function hasResources(properties: UnknownObject): boolean {
  if (Object.hasOwn(properties, CLAIM_OF_A_VOLUME)) return false;
  return [isResources, isGpuRequest, isMapOfResources].some(
    (isField) => fieldOf(properties, "resources", isField) !== undefined,
  );
}

/** The property that means a field: the one of this name, else the first that looks like it. */
function fieldOf(
  properties: UnknownObject,
  usual: string,
  isField: (schema: unknown, name: string) => boolean,
): string | undefined {
  if (Object.hasOwn(properties, usual) && isField(properties[usual], usual)) return usual;
  return Object.keys(properties).find((name) => isField(properties[name], name));
}

/** A list of variables. */
function isEnv(schema: unknown, name: string): boolean {
  const items = itemsOf(schema);
  if (name === "env" && isObject(items) && isOpaque(items)) return true;
  const item = propertiesOf(items);
  if (item === undefined || !Object.hasOwn(item, "name")) return false;
  const source = propertiesOf(item["valueFrom"]);
  if (source !== undefined && SOURCES.some((one) => Object.hasOwn(source, one))) return true;
  return /env/i.test(name) && Object.hasOwn(item, "value");
}

/** `limits` and `requests`, or one of them, from the name of a resource to a quantity. */
function isResources(schema: unknown, name: string): boolean {
  if (name === "resources" && isObject(schema) && isOpaque(schema)) return true;
  const properties = propertiesOf(schema);
  if (properties === undefined) return false;
  return isQuantities(properties["limits"]) || isQuantities(properties["requests"]);
}

function isQuantities(schema: unknown): boolean {
  if (isMap(schema) || (isObject(schema) && isOpaque(schema))) return true;
  const properties = propertiesOf(schema);
  return (
    properties !== undefined && ["cpu", "memory"].some((one) => Object.hasOwn(properties, one))
  );
}

/** `{ name, quantity }` in place of resources. */
function isGpuRequest(schema: unknown, name: string): boolean {
  const properties = propertiesOf(schema);
  if (properties === undefined || !/gpu/i.test(name)) return false;
  return Object.hasOwn(properties, "name") && Object.hasOwn(properties, "quantity");
}

/** From the name of a resource to a quantity, without limits and requests. */
function isMapOfResources(schema: unknown, name: string): boolean {
  return /resources?$/i.test(name) && isMap(schema);
}

function ownGpuNames(resources: unknown): string[] {
  const properties = propertiesOf(resources);
  const names = ["limits", "requests"].flatMap((part) =>
    Object.keys(propertiesOf(properties?.[part]) ?? {}),
  );
  return [...new Set(names.filter((name) => OWN_GPU_NAME.test(name)))];
}

/** A map with a value for any key. */
function isMap(schema: unknown): boolean {
  return isObject(schema) && isObject(schema["additionalProperties"]);
}

export function propertiesOf(schema: unknown): UnknownObject | undefined {
  const properties = isObject(schema) ? schema["properties"] : undefined;
  return isObject(properties) ? properties : undefined;
}

export function itemsOf(schema: unknown): unknown {
  return isObject(schema) ? schema["items"] : undefined;
}

/** Whether a schema lets fields pass that it does not name. */
export function isOpaque(schema: UnknownObject): boolean {
  return (
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    schema["additionalProperties"] === true
  );
}
