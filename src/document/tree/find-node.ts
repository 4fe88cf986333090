import type { FieldPath } from "../../result/field-path.ts";
import { NONE } from "../../result/none.ts";
import type { LocatedEntry, LocatedItem, LocatedList, LocatedMap, LocatedNode } from "./located.ts";
import { dereference, mergeSources } from "./merge-sources.ts";

/** One step of a path: the entry or item of a collection that it leads to. */
export type PathStep =
  | {
      readonly parent: LocatedMap;
      readonly entry: LocatedEntry;
      /** The merge in `parent` that supplies the entry, which then stands in another map. */
      readonly merge: LocatedEntry | undefined;
    }
  | { readonly parent: LocatedList; readonly item: LocatedItem; readonly index: number };

/** How far a path leads. */
export interface ResolvedPath {
  /** Whether it leads all the way. */
  readonly complete: boolean;
  /** From the root down. */
  readonly steps: readonly PathStep[];
  /** What the path, or as much of it as there is, leads to: an alias as it stands there. */
  readonly node: LocatedNode | undefined;
}

/**
 * Follows a path through a tree as kubectl's reading has it: to the last of equal keys, through
 * aliases, and through merges where they win.
 */
export function findNode(tree: LocatedNode | undefined, path: FieldPath): ResolvedPath {
  return new NodeFinder(tree).find(path);
}

/** Follows many paths through one tree, each from where it leaves the one before. */
export class NodeFinder {
  readonly tree: LocatedNode | undefined;
  #path: FieldPath = NONE;
  #steps: readonly PathStep[] = NONE;

  constructor(tree: LocatedNode | undefined) {
    this.tree = tree;
  }

  find(path: FieldPath): ResolvedPath {
    const steps = this.#placesShared(path);
    const next = this.#steps[steps.length];
    const last = steps.at(-1);
    let node = next !== undefined ? next.parent : last === undefined ? this.tree : valueAt(last);
    this.#path = path;
    this.#steps = steps;
    for (let depth = steps.length; depth < path.length; depth++) {
      const step = placeIn(dereference(node), path[depth] as string | number);
      if (step === undefined) return { complete: false, steps, node };
      steps.push(step);
      node = valueAt(step);
    }
    return { complete: true, steps, node };
  }

  /** The steps on the way to where a path leaves the last one. */
  #placesShared(path: FieldPath): PathStep[] {
    const most = Math.min(this.#steps.length, path.length);
    let shared = 0;
    while (shared < most && path[shared] === this.#path[shared]) shared++;
    return this.#steps.slice(0, shared);
  }
}

/** What stands at a step. */
export function valueAt(step: PathStep): LocatedNode | undefined {
  return "entry" in step ? step.entry.value : step.item.value;
}

/** Where to point for an issue at a path: at the deepest key or item there is on it. */
export function offsetOf(tree: LocatedNode | undefined, path: FieldPath): number {
  return offsetIn(new NodeFinder(tree), path);
}

/** The same for one of many issues, so that a long list is gone through once for all of them. */
export function offsetIn(nodes: NodeFinder, path: FieldPath): number {
  const step = nodes.find(path).steps.at(-1);
  if (step === undefined) return nodes.tree?.start ?? 0;
  return "entry" in step ? step.entry.keyStart : step.item.start;
}

function placeIn(node: LocatedNode | undefined, step: string | number): PathStep | undefined {
  if (node?.type === "list" && typeof step === "number") {
    const item = node.items[step];
    return item === undefined ? undefined : { parent: node, item, index: step };
  }
  return node?.type === "map" ? winner(node, String(step)) : undefined;
}

function winner(map: LocatedMap, key: string): PathStep | undefined {
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
    const step = winner(source, key);
    if (step !== undefined && "entry" in step) return step.entry;
  }
  return undefined;
}
