import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { UnknownObject } from "../result/unknown-object.ts";
import { isUnresolved, unresolved } from "../result/unresolved.ts";

/** The maps in metadata that may decide whether there is a GPU, and which limits it gets. */
export type MetadataMap = "labels" | "annotations";

/**
 * An issue for each of the maps in an object's metadata that cannot be read.
 *
 * @param path - of the object
 */
export function unresolvedMetadata(
  { metadata }: UnknownObject,
  path: FieldPath,
  maps: readonly MetadataMap[],
): readonly Issue[] {
  if (metadata === undefined || metadata === null) return NONE;
  if (isUnresolved(metadata)) return [unresolved([...path, "metadata"], metadata)];
  let issues: Issue[] | undefined;
  for (const map of maps) {
    const value = (metadata as UnknownObject)[map];
    if (isUnresolved(value)) (issues ??= []).push(unresolved([...path, "metadata", map], value));
  }
  return issues ?? NONE;
}
