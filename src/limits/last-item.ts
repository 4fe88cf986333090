import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { isDeletion } from "./patch-deletion.ts";

/** The item that counts: of several with one name Kubernetes takes the last, deletions apart. */
export function lastItem(
  env: readonly unknown[],
  name: string,
): { readonly item: UnknownObject; readonly index: number } | undefined {
  const index = lastIndex(env, name);
  return index === -1 ? undefined : { item: env[index] as UnknownObject, index };
}

/** Its index, or -1. */
export function lastIndex(env: readonly unknown[], name: string): number {
  for (let index = env.length - 1; index >= 0; index--) {
    const item = env[index];
    if (isObject(item) && item["name"] === name && !isDeletion(item)) return index;
  }
  return -1;
}
