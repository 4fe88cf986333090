import type { LocatedEntry, LocatedMap, LocatedNode } from "./located.ts";

/**
 * The maps that a merge (`<<: *a`, `<<: [*a, *b]`) takes entries from, the weightiest last;
 * `undefined` where it names anything but maps, which kubectl refuses.
 */
export function mergeSources(merge: LocatedEntry): readonly LocatedMap[] | undefined {
  const { value } = merge;
  const single = dereference(value);
  if (single?.type === "map") return [single];
  // A list must stand there itself: kubectl follows no alias to one.
  if (value?.type !== "list") return undefined;
  const maps = value.items.map((item) => dereference(item.value));
  return maps.every((node) => node?.type === "map") ? maps.reverse() : undefined;
}

/** What an alias stands for; anything else as it is. */
export function dereference(
  node: LocatedNode | undefined,
): Exclude<LocatedNode, { type: "alias" }> | undefined {
  let target = node;
  while (target?.type === "alias") target = target.target;
  return target;
}
