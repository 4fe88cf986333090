import { setOwn } from "../../edit/set-own.ts";
import type { LocatedEntry, LocatedList, LocatedMap, LocatedNode } from "./located.ts";
import { dereference, mergeSources } from "./merge-sources.ts";
import { type YamlProblem, yamlProblem } from "./yaml-problem.ts";

/** As many nodes as aliases may add to a document, written out. */
const MOST_NODES = 1_000_000;

/** A document as plain data, or why there is none. */
export type Evaluation =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: YamlProblem };

/**
 * The plain value of a tree as kubectl has it: the last of equal keys wins; a merge overwrites the
 * keys above it and gives way to those below. What an alias stands for is shared, not copied.
 *
 * Problems, all of them `yaml/alias`: a merge of anything but maps, and aliases that multiply
 * beyond a million nodes.
 */
export function toValue(tree: LocatedNode | undefined): Evaluation {
  const evaluator = new Evaluator();
  const value = evaluator.evaluate(tree);
  if (evaluator.shared > MOST_NODES) {
    const message = `its aliases, written out, come to more than ${MOST_NODES} nodes`;
    return { ok: false, problem: yamlProblem("yaml/alias", tree?.start ?? 0, message) };
  }
  return evaluator.problem === undefined
    ? { ok: true, value }
    : { ok: false, problem: evaluator.problem };
}

/** A value that an anchor shares, and of how many nodes it would consist without sharing. */
interface Shared {
  readonly value: unknown;
  readonly nodes: number;
}

class Evaluator {
  problem: YamlProblem | undefined;
  /** The nodes that aliases and merges add, written out. */
  shared = 0;
  /** All nodes so far, written out. */
  #nodes = 0;
  readonly #anchored = new Map<LocatedNode, Shared>();

  evaluate(node: LocatedNode | undefined): unknown {
    this.#nodes++;
    if (node === undefined) return null;
    switch (node.type) {
      case "scalar":
        return node.value;
      case "alias":
        return this.#alias(node);
      default:
        return node.anchored ? this.#anchor(node).value : this.#collection(node);
    }
  }

  #alias(node: LocatedNode): unknown {
    const target = dereference(node);
    if (target === undefined || target.type === "scalar") return target?.value ?? null;
    const { value, nodes } = this.#anchor(target);
    this.#nodes += nodes;
    this.shared += nodes;
    return value;
  }

  /** What is anchored is evaluated once, and shared from then on. */
  #anchor(node: LocatedMap | LocatedList): Shared {
    const known = this.#anchored.get(node);
    if (known !== undefined) return known;
    const before = this.#nodes;
    const value = this.#collection(node);
    const shared = { value, nodes: this.#nodes - before };
    this.#anchored.set(node, shared);
    return shared;
  }

  #collection(node: LocatedMap | LocatedList): unknown {
    if (node.type === "list") return node.items.map((item) => this.evaluate(item.value));
    const value: Record<string, unknown> = {};
    for (const entry of node.entries) {
      if (entry.merge) this.#merge(value, entry);
      else setOwn(value, entry.key, this.evaluate(entry.value));
    }
    return value;
  }

  /** Puts the entries of the merged maps into `into`. */
  #merge(into: object, entry: LocatedEntry): void {
    const sources = mergeSources(entry);
    if (sources === undefined) {
      const message = "<< must name a map, or a list of maps";
      this.problem ??= yamlProblem("yaml/alias", entry.keyStart, message, "quote it if it is text");
      return;
    }
    for (const source of sources) {
      const { value, nodes } = this.#anchor(source);
      this.#nodes += nodes;
      this.shared += nodes;
      // Written out it may be beyond all bounds: nothing is copied once that is certain.
      if (this.shared > MOST_NODES) return;
      for (const [key, child] of Object.entries(value as object)) setOwn(into, key, child);
    }
  }
}
