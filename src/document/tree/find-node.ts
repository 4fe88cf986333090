import type { FieldPath } from "../../result/field-path.ts";
import { NONE } from "../../result/none.ts";
import {
  dereference,
  type LocatedCollection,
  type LocatedEntry,
  type LocatedItem,
  type LocatedList,
  type LocatedMap,
  type LocatedNode,
  mergeSources,
} from "./located.ts";

/** One step of a path: the entry of a map, or the item of a list, that it leads to. */
export interface PathStep {
  readonly parent: LocatedCollection;
  readonly child: LocatedItem;
  /** The merge in `parent` that supplies the entry, which is then in another map. */
  readonly merge: LocatedEntry | undefined;
}

/** How far a path leads. */
export interface ResolvedPath {
  /** Whether it leads all the way. */
  readonly complete: boolean;
  /** From the root down. */
  readonly steps: readonly PathStep[];
  /** The node at the last step; an alias is not followed. */
  readonly node: LocatedNode | undefined;
}

/**
 * Follows a path through a tree as kubectl reads it: to the last of equal keys, through aliases, and
 * through merges where they win.
 */
export function findNode(tree: LocatedNode | undefined, path: FieldPath): ResolvedPath {
  return new NodeFinder(tree).find(path);
}

/** The offset to report an issue at: that of the deepest key or item on a path that exists. */
export function offsetOf(tree: LocatedNode | undefined, path: FieldPath): number {
  return new NodeFinder(tree).offsetOf(path);
}

/**
 * Follows many paths through one tree, each from where it leaves the path before, so that a long list
 * is searched once for all of them.
 */
export class NodeFinder {
  readonly #tree: LocatedNode | undefined;
  #path: FieldPath = NONE;
  #steps: readonly PathStep[] = NONE;

  constructor(tree: LocatedNode | undefined) {
    this.#tree = tree;
  }

  find(path: FieldPath): ResolvedPath {
    const steps = this.#sharedSteps(path);
    // The collection that the path before went on in knows where its entries are.
    const next = this.#steps[steps.length];
    const last = steps.at(-1);
    let node = next?.parent ?? (last === undefined ? this.#tree : last.child.value);
    this.#path = path;
    this.#steps = steps;
    for (let depth = steps.length; depth < path.length; depth++) {
      const step = stepFrom(dereference(node), path[depth] as string | number);
      if (step === undefined) return { complete: false, steps, node };
      steps.push(step);
      node = step.child.value;
    }
    return { complete: true, steps, node };
  }

  offsetOf(path: FieldPath): number {
    return this.find(path).steps.at(-1)?.child.start ?? this.#tree?.start ?? 0;
  }

  /** The steps that a path has in common with the path before. */
  #sharedSteps(path: FieldPath): PathStep[] {
    const most = Math.min(this.#steps.length, path.length);
    let shared = 0;
    while (shared < most && path[shared] === this.#path[shared]) shared++;
    return this.#steps.slice(0, shared);
  }
}

function stepFrom(node: LocatedNode | undefined, step: string | number): PathStep | undefined {
  if (node?.type === "map") return winner(node, String(step));
  const child = node?.type === "list" && typeof step === "number" ? node.items[step] : undefined;
  return child && { parent: node as LocatedList, child, merge: undefined };
}

/** The entry of a key that counts: the last, or the one that a merge below it supplies. */
function winner(parent: LocatedMap, key: string): PathStep | undefined {
  if (parent.find !== undefined) {
    const child = parent.find(key);
    return child && { parent, child, merge: undefined };
  }
  for (let index = parent.entries.length - 1; index >= 0; index--) {
    const entry = parent.entries[index] as LocatedEntry;
    const merge = entry.merge ? entry : undefined;
    const child = merge ? mergedEntry(merge, key) : entry.key === key ? entry : undefined;
    if (child !== undefined) return { parent, child, merge };
  }
  return undefined;
}

function mergedEntry(merge: LocatedEntry, key: string): LocatedItem | undefined {
  for (const source of [...(mergeSources(merge) ?? [])].reverse()) {
    const supplied = winner(source, key)?.child;
    if (supplied !== undefined) return supplied;
  }
  return undefined;
}
