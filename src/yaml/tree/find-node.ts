import type { FieldPath } from "../../core/field-path.ts";
import { NONE } from "../../core/none.ts";
import type { LocatedEntry, LocatedItem, LocatedList, LocatedMap, LocatedNode } from "./located.ts";
import { dereference, mergeSources } from "./merge-sources.ts";

/** One step of a path: the entry or item of a collection that it leads to. */
export type Place =
  | {
      readonly parent: LocatedMap;
      readonly entry: LocatedEntry;
      /** The merge in `parent` that supplies the entry, which then stands in another map. */
      readonly merge: LocatedEntry | undefined;
    }
  | { readonly parent: LocatedList; readonly item: LocatedItem; readonly index: number };

/** How far a path leads. */
export interface Way {
  /** Whether it leads all the way. */
  readonly complete: boolean;
  /** From the root down. */
  readonly places: readonly Place[];
  /** What the path, or as much of it as there is, leads to: an alias as it stands there. */
  readonly node: LocatedNode | undefined;
}

/**
 * Follows a path through a tree as kubectl's reading has it: to the last of equal keys, through
 * aliases, and through merges where they win.
 */
export function findNode(tree: LocatedNode | undefined, path: FieldPath): Way {
  return new NodeFinder(tree).find(path);
}

/** Follows many paths through one tree, each from where it leaves the one before. */
export class NodeFinder {
  readonly tree: LocatedNode | undefined;
  #path: FieldPath = NONE;
  #places: readonly Place[] = NONE;

  constructor(tree: LocatedNode | undefined) {
    this.tree = tree;
  }

  find(path: FieldPath): Way {
    const places = this.#placesShared(path);
    const next = this.#places[places.length];
    const last = places.at(-1);
    let node = next !== undefined ? next.parent : last === undefined ? this.tree : valueAt(last);
    this.#path = path;
    this.#places = places;
    for (let depth = places.length; depth < path.length; depth++) {
      const place = placeIn(dereference(node), path[depth] as string | number);
      if (place === undefined) return { complete: false, places, node };
      places.push(place);
      node = valueAt(place);
    }
    return { complete: true, places, node };
  }

  /** The places on the way to where a path leaves the last one. */
  #placesShared(path: FieldPath): Place[] {
    const most = Math.min(this.#places.length, path.length);
    let shared = 0;
    while (shared < most && path[shared] === this.#path[shared]) shared++;
    return this.#places.slice(0, shared);
  }
}

/** What stands at a place. */
export function valueAt(place: Place): LocatedNode | undefined {
  return "entry" in place ? place.entry.value : place.item.value;
}

/** Where to point for an issue at a path: at the deepest key or item there is on it. */
export function offsetOf(tree: LocatedNode | undefined, path: FieldPath): number {
  return offsetIn(new NodeFinder(tree), path);
}

/** The same for one of many issues, so that a long list is gone through once for all of them. */
export function offsetIn(nodes: NodeFinder, path: FieldPath): number {
  const place = nodes.find(path).places.at(-1);
  if (place === undefined) return nodes.tree?.start ?? 0;
  return "entry" in place ? place.entry.keyStart : place.item.start;
}

function placeIn(node: LocatedNode | undefined, step: string | number): Place | undefined {
  if (node?.type === "list" && typeof step === "number") {
    const item = node.items[step];
    return item === undefined ? undefined : { parent: node, item, index: step };
  }
  return node?.type === "map" ? winner(node, String(step)) : undefined;
}

function winner(map: LocatedMap, key: string): Place | undefined {
  if (map.find !== undefined) {
    const entry = map.find(key);
    return entry && { parent: map, entry, merge: undefined };
  }
  for (let index = map.entries.length - 1; index >= 0; index--) {
    const entry = map.entries[index] as LocatedEntry;
    if (entry.merge) {
      const supplied = mergedEntry(entry, key);
      if (supplied !== undefined) return { parent: map, entry: supplied, merge: entry };
    } else if (entry.key === key) {
      return { parent: map, entry, merge: undefined };
    }
  }
  return undefined;
}

function mergedEntry(merge: LocatedEntry, key: string): LocatedEntry | undefined {
  for (const source of [...(mergeSources(merge) ?? [])].reverse()) {
    const place = winner(source, key);
    if (place !== undefined && "entry" in place) return place.entry;
  }
  return undefined;
}
