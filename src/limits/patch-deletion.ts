import type { UnknownObject } from "../result/unknown-object.ts";

/**
 * Whether an item of `env` is one of a strategic merge patch that deletes the variable: it has no value,
 * and sets none.
 * Source: https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function isDeletion(item: UnknownObject): boolean {
  return item["$patch"] === "delete";
}
