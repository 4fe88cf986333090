import { setOwn } from "../../edit/set-own.ts";
import {
  dereference,
  type LocatedCollection,
  type LocatedEntry,
  type LocatedNode,
  mergeSources,
} from "./located.ts";
import { type OrProblem, type YamlProblem, yamlProblem } from "./yaml-problem.ts";

/** The number of nodes that aliases may add to a document when they are expanded. */
const MAX_NODES = 1_000_000;

/**
 * Evaluates a tree to plain data as kubectl does: the last of equal keys wins; a merge overwrites the
 * keys above it, and the keys below overwrite a merge. The node of an alias is shared, not copied.
 *
 * Problems: `yaml/alias`, for a merge of anything but maps and for aliases that expand to more than a
 * million nodes.
 */
export function toValue(tree: LocatedNode | undefined): OrProblem<unknown> {
  const evaluator = new Evaluator();
  const value = evaluator.evaluate(tree);
  if (evaluator.shared > MAX_NODES) {
    const message = `the aliases expand to more than ${MAX_NODES} nodes`;
    return { ok: false, problem: yamlProblem("yaml/alias", tree?.start ?? 0, message) };
  }
  return evaluator.problem === undefined
    ? { ok: true, value }
    : { ok: false, problem: evaluator.problem };
}

/** A value that an anchor shares, and the number of its nodes when expanded. */
interface Shared {
  readonly value: unknown;
  readonly nodes: number;
}

class Evaluator {
  problem: YamlProblem | undefined;
  /** The nodes that aliases and merges add when expanded. */
  shared = 0;
  /** All nodes so far, expanded. */
  #nodes = 0;
  readonly #anchored = new Map<LocatedNode, Shared>();

  evaluate(node: LocatedNode | undefined): unknown {
    this.#nodes++;
    if (node === undefined) return null;
    switch (node.type) {
      case "scalar":
        return node.value;
      case "alias": {
        const target = dereference(node);
        return target === undefined || target.type === "scalar"
          ? (target?.value ?? null)
          : this.#share(target);
      }
      default:
        return node.anchored ? this.#anchor(node).value : this.#collection(node);
    }
  }

  /** The value of a collection for an alias or a merge. */
  #share(node: LocatedCollection): unknown {
    const { value, nodes } = this.#anchor(node);
    this.#nodes += nodes;
    this.shared += nodes;
    return value;
  }

  /** Evaluates a collection with an anchor once. */
  #anchor(node: LocatedCollection): Shared {
    const known = this.#anchored.get(node);
    if (known !== undefined) return known;
    const before = this.#nodes;
    const value = this.#collection(node);
    const shared = { value, nodes: this.#nodes - before };
    this.#anchored.set(node, shared);
    return shared;
  }

  #collection(node: LocatedCollection): unknown {
    if (node.type === "list") return node.items.map((item) => this.evaluate(item.value));
    const value: Record<string, unknown> = {};
    for (const entry of node.entries) {
      if (entry.merge) this.#merge(value, entry);
      else setOwn(value, entry.key, this.evaluate(entry.value));
    }
    return value;
  }

  /** Adds the entries of the merged maps to `into`. */
  #merge(into: object, entry: LocatedEntry): void {
    const sources = mergeSources(entry);
    if (sources === undefined) {
      const message = "<< must be a map or a list of maps";
      this.problem ??= yamlProblem("yaml/alias", entry.start, message, "quote it if it is text");
      return;
    }
    for (const source of sources) {
      const value = this.#share(source);
      // The expanded value may be huge: stop copying once it is refused anyway.
      if (this.shared > MAX_NODES) return;
      for (const [key, child] of Object.entries(value as object)) setOwn(into, key, child);
    }
  }
}
