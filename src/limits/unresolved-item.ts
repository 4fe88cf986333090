import { isObject } from "../result/unknown-object.ts";
import { isUnresolved } from "../result/unresolved.ts";

/** Whether it is unknown which variable an item of `env` sets: it, or its name, is not plain data. */
export function isUnresolvedItem(item: unknown): boolean {
  const name = isObject(item) ? item["name"] : undefined;
  return typeof name !== "string" && (isUnresolved(item) || isUnresolved(name));
}
