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
 * @param pathOf - the path of the object, which is needed for nearly none
 */
export function unresolvedMetadata(
  { metadata }: UnknownObject,
  pathOf: () => FieldPath,
  maps: readonly MetadataMap[],
): readonly Issue[] {
  if (metadata === undefined || metadata === null) return NONE;
  if (isUnresolved(metadata)) return [unresolved([...pathOf(), "metadata"], metadata)];
  let issues: Issue[] | undefined;
  for (const map of maps) {
    const value = (metadata as UnknownObject)[map];
    if (value !== undefined && isUnresolved(value)) {
      (issues ??= []).push(unresolved([...pathOf(), "metadata", map], value));
    }
  }
  return issues ?? NONE;
}
