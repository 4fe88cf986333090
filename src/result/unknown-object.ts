/** An object whose fields have not been checked. */
export type UnknownObject = Readonly<Record<string, unknown>>;

/** Whether a value can be read as a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is UnknownObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether the entries of an object are its keys: true for instances of classes, false for a `Map`, a
 * `Set` or a `Date`, in which no key would be found.
 */
export function isRecord(value: unknown): value is UnknownObject {
  return isObject(value) && Object.prototype.toString.call(value) === "[object Object]";
}
