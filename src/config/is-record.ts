import { isObject } from "../core/is-object.ts";

/**
 * An object whose entries are its keys: instances of classes are, a `Map`, a `Set` or a `Date`, in
 * which no key would be found, is not.
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && Object.prototype.toString.call(value) === "[object Object]";
}
