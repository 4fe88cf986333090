import type { LocatedEntry, LocatedItem } from "./located.ts";

/** Where an entry ends: with its value, or just behind its colon where nothing follows that. */
export function entryEnd(entry: LocatedEntry): number {
  return entry.value?.end ?? entry.keyEnd;
}

/** Where an item of a block list ends: with its value, or just behind its dash. */
export function itemEnd(item: LocatedItem): number {
  return item.value?.end ?? item.start + 1;
}

/** The end of a node without the line breaks that a block scalar keeps: they stay where they are. */
export function endBeforeBreaks(text: string, end: number): number {
  let at = end;
  while (text[at - 1] === "\n" || text[at - 1] === "\r") at--;
  return at;
}
