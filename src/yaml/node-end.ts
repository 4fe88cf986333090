import type { LocatedEntry, LocatedItem } from "./located.ts";

/** Where an entry ends: with its value, or just behind its colon where nothing follows that. */
export function entryEnd(entry: LocatedEntry): number {
  return entry.value?.end ?? entry.keyEnd;
}

/** Where an item of a block list ends: with its value, or just behind its dash. */
export function itemEnd(item: LocatedItem): number {
  return item.value?.end ?? item.start + 1;
}
