import { setOwn } from "../core/set-own.ts";
import type { LocatedMap, LocatedNode } from "./located.ts";
import { dereference, mergeSources } from "./merge-sources.ts";
import { type YamlProblem, yamlProblem } from "./yaml-problem.ts";

/** As many nodes as a document may come to, its aliases written out: more than 50 MB of manifests. */
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
  const { value, nodes } = evaluator.evaluate(tree);
  if (nodes > MOST_NODES) {
    const message = `its aliases, written out, come to more than ${MOST_NODES} nodes`;
    return { ok: false, problem: yamlProblem("yaml/alias", tree?.start ?? 0, message) };
  }
  return evaluator.problem === undefined
    ? { ok: true, value }
    : { ok: false, problem: evaluator.problem };
}

/** A value, and of how many nodes it would consist without sharing. */
interface Evaluated {
  readonly value: unknown;
  readonly nodes: number;
}

class Evaluator {
  problem: YamlProblem | undefined;
  readonly #anchored = new Map<LocatedNode, Evaluated>();

  evaluate(node: LocatedNode | undefined): Evaluated {
    const target = dereference(node);
    if (target === undefined) return { value: null, nodes: 1 };
    if (target.type === "scalar") return { value: target.value, nodes: 1 };
    const known = target.anchored ? this.#anchored.get(target) : undefined;
    if (known !== undefined) return known;
    const evaluated = target.type === "map" ? this.#map(target) : this.#list(target.items);
    if (target.anchored) this.#anchored.set(target, evaluated);
    return evaluated;
  }

  #list(items: readonly { readonly value: LocatedNode | undefined }[]): Evaluated {
    let nodes = 1;
    const value = items.map((item) => {
      const evaluated = this.evaluate(item.value);
      nodes += evaluated.nodes;
      return evaluated.value;
    });
    return { value, nodes };
  }

  #map(map: LocatedMap): Evaluated {
    let nodes = 1;
    const value: Record<string, unknown> = {};
    for (const entry of map.entries) {
      if (entry.merge) {
        nodes += this.#merge(value, entry);
      } else {
        const evaluated = this.evaluate(entry.value);
        nodes += evaluated.nodes;
        setOwn(value, entry.key, evaluated.value);
      }
    }
    return { value, nodes };
  }

  /** Puts the entries of the merged maps into `into`; answers how many nodes they have. */
  #merge(into: object, entry: LocatedMap["entries"][number]): number {
    const sources = mergeSources(entry);
    if (sources === undefined) {
      const message = "<< must name a map, or a list of maps";
      this.problem ??= yamlProblem("yaml/alias", entry.keyStart, message, "quote it if it is text");
      return 0;
    }
    let nodes = 0;
    for (const source of sources) {
      const merged = this.evaluate(source);
      nodes += merged.nodes;
      // Written out it may be beyond all bounds: nothing is copied once that is certain.
      if (nodes > MOST_NODES) break;
      for (const [key, value] of Object.entries(merged.value as object)) setOwn(into, key, value);
    }
    return nodes;
  }
}
