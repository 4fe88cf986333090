import type { FieldPath } from "../result/field-path.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** The object at a path; an empty one if there is none. */
export function objectAt(root: unknown, ...path: FieldPath): UnknownObject {
  let value = root;
  for (const step of path) value = (value as UnknownObject | null | undefined)?.[step];
  return isObject(value) ? value : {};
}

/** The objects of the list at a path, without anything else. */
export function objectsAt(root: unknown, ...path: FieldPath): readonly UnknownObject[] {
  const value = objectAt(root, ...path.slice(0, -1))[path.at(-1) ?? ""];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The name in the metadata of an object. */
export function nameOf(object: unknown): string | undefined {
  const { name } = objectAt(object, "metadata");
  return typeof name === "string" ? name : undefined;
}
