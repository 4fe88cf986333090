import { applyEdits } from "../../edit/apply-edits.ts";
import type { Edit } from "../../edit/edit.ts";
import type { Json } from "../../edit/json.ts";
import type { FieldPath } from "../../result/field-path.ts";
import type { TextEdit } from "../text/text-edit.ts";
import { lineBreakAt } from "../text/text-lines.ts";
import { NodeFinder, type PathStep, type ResolvedPath } from "../tree/find-node.ts";
import {
  dereference,
  itemsOf,
  type LocatedCollection,
  type LocatedItem,
  type LocatedNode,
} from "../tree/located.ts";
import { type OrProblem, type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { appendItems } from "./append-items.ts";
import { insertEntries } from "./insert-entries.ts";
import { mergeSplices, type PendingSplice } from "./pending-splice.ts";
import { removeItems } from "./remove-items.ts";
import { replaceItem } from "./replace-item.ts";
import { replaceValue } from "./replace-value.ts";

/**
 * Renders edits as text edits: lines added or replaced in the author's own style, everything else
 * untouched.
 *
 * Problems: `yaml/merge-order`, `yaml/alias`, `yaml/unsupported`.
 *
 * @param value - the value of the tree, before the edits
 */
export function spliceEdits(
  text: string,
  tree: LocatedNode | undefined,
  value: unknown,
  edits: readonly Edit[],
): OrProblem<readonly TextEdit[]> {
  const splicer = new Splicer(text, tree, value, edits);
  for (const run of runsOf(edits)) {
    splicer.render(run);
    if (splicer.problem !== undefined) return { ok: false, problem: splicer.problem };
  }
  return mergeSplices(splicer.pending);
}

/** Edits that add to the same collection or remove from it are rendered together; any other alone. */
type Run = [Edit, ...Edit[]];

function runsOf(edits: readonly Edit[]): Run[] {
  const runs: Run[] = [];
  for (const edit of edits) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    const isNext =
      first?.op === edit.op && edit.op !== "replace" && areSiblings(first.path, edit.path);
    if (isNext) run?.push(edit);
    else runs.push([edit]);
  }
  return runs;
}

/** Whether two paths lead to children of the same collection. */
function areSiblings(a: FieldPath, b: FieldPath): boolean {
  return (
    a.length === b.length &&
    typeof a.at(-1) === typeof b.at(-1) &&
    a.every((step, index) => index === a.length - 1 || step === b[index])
  );
}

/** The items that edits remove; a key that is there twice would show its other value, so both. */
function removedBy(run: Run, collection: LocatedCollection): ReadonlySet<LocatedItem> {
  const keys = new Set(run.map(({ path }) => path.at(-1)));
  return new Set<LocatedItem>(
    collection.type === "map"
      ? collection.entries.filter(({ key }) => keys.has(key))
      : collection.items.filter((_, index) => keys.has(index)),
  );
}

class Splicer {
  readonly pending: PendingSplice[] = [];
  problem: YamlProblem | undefined;
  readonly #text: string;
  readonly #tree: LocatedNode | undefined;
  readonly #nodes: NodeFinder;
  readonly #value: unknown;
  readonly #edits: readonly Edit[];
  /** The value after all edits, created on demand. */
  #edited: Json | undefined;

  constructor(text: string, tree: LocatedNode | undefined, value: unknown, edits: readonly Edit[]) {
    this.#text = text;
    this.#tree = tree;
    this.#nodes = new NodeFinder(tree);
    this.#value = value;
    this.#edits = edits;
  }

  render(run: Run): void {
    const [{ path }] = run;
    const resolved = this.#nodes.find(path);
    const { steps } = resolved;
    const merged = steps.findIndex((step) => step.merge !== undefined);
    if (merged !== -1) {
      this.#override(steps, merged, path);
      return;
    }
    const edits = this.#rendered(run, resolved);
    if (edits !== undefined) {
      this.#push(edits, steps.length);
      return;
    }
    const offset = resolved.node?.start ?? this.#tree?.start ?? 0;
    const message = "the limits cannot be written in this style";
    this.problem = yamlProblem("yaml/unsupported", offset, message, "write it in block style");
  }

  /** The text edits for a run; `undefined` if it cannot be written. */
  #rendered(run: Run, resolved: ResolvedPath): readonly TextEdit[] | undefined {
    const [edit] = run;
    const { steps, complete } = resolved;
    if (edit.op !== "remove") {
      return complete ? this.#replace(steps, edit.value) : this.#add(resolved, run);
    }
    const collection = complete ? steps.at(-1)?.parent : undefined;
    return collection && removeItems(this.#text, collection, removedBy(run, collection));
  }

  /** Adds text edits, with the line breaks of the text. */
  #push(edits: readonly TextEdit[], depth: number): void {
    for (const { offset, remove, insert } of edits) {
      const isCrlf = insert.includes("\n") && lineBreakAt(this.#text, offset) === "\r\n";
      const lines = isCrlf ? insert.replaceAll("\n", "\r\n") : insert;
      this.pending.push({ offset, remove, insert: lines, depth });
    }
  }

  #add({ node, steps }: ResolvedPath, run: Run): readonly TextEdit[] | undefined {
    const collection = dereference(node);
    const isDirect = run[0].path.length === steps.length + 1;
    if (!isDirect || collection === undefined || collection.type === "scalar") return undefined;
    const entries = run.map(
      (edit) => [String(edit.path.at(-1)), (edit as { readonly value: Json }).value] as const,
    );
    const values = entries.map(([, value]) => value);
    if (itemsOf(collection).length === 0) {
      // An empty collection is written anew: below its key, in block style if its parent is.
      const value = collection.type === "list" ? values : Object.fromEntries(entries);
      return steps.at(-1)?.parent.type === "map" ? this.#replace(steps, value) : undefined;
    }
    return collection.type === "list"
      ? appendItems(this.#text, collection, values, steps)
      : insertEntries(this.#text, collection, entries, steps);
  }

  #replace(steps: readonly PathStep[], value: Json): readonly TextEdit[] | undefined {
    const step = steps.at(-1);
    if (step === undefined) return undefined;
    const { parent, child } = step;
    const before = steps.slice(0, -1);
    return parent.type === "map"
      ? replaceValue(this.#text, parent, child, value, before)
      : replaceItem(this.#text, parent, child, value as { readonly [key: string]: Json }, before);
  }

  /** Writes what a merge supplies, including the edits, as an entry of its own after the merge. */
  #override(steps: readonly PathStep[], depth: number, path: FieldPath): void {
    const { parent, merge } = steps[depth] as PathStep;
    const key = String(path[depth]);
    if (parent.type !== "map" || merge === undefined) return;
    const own = parent.entries.find((entry) => entry.key === key && !entry.merge);
    if (own !== undefined) {
      this.problem = yamlProblem(
        "yaml/merge-order",
        own.start,
        `a merge (<<) below also supplies ${JSON.stringify(key)}: kubectl uses that one`,
        "move << above the keys that override it",
      );
      return;
    }
    let value: Json | undefined = (this.#edited ??= applyEdits(this.#value, this.#edits) as Json);
    path.slice(0, depth + 1).forEach((step, index) => {
      const now = typeof step === "number" ? step - this.#removedBefore(path, index) : step;
      value = (value as Record<string | number, Json | undefined>)[now];
    });
    if (value === undefined) {
      this.problem = yamlProblem(
        "yaml/unsupported",
        merge.start,
        `a merge (<<) supplies ${JSON.stringify(key)}, which cannot be removed here`,
        "remove it in the map that the merge names",
      );
      return;
    }
    const before = steps.slice(0, depth);
    const edits = insertEntries(this.#text, parent, [[key, value]], before, { after: merge });
    this.#push(edits, depth);
  }

  /** The number of items removed before the item at `depth` of a path. */
  #removedBefore(path: FieldPath, depth: number): number {
    const item = path.slice(0, depth + 1);
    const removed = this.#edits.filter(
      ({ op, path: at }) => op === "remove" && areSiblings(at, item),
    );
    return removed.filter(({ path: at }) => Number(at[depth]) < Number(item[depth])).length;
  }
}
