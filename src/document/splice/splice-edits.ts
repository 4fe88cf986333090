import { applyEdits } from "../../edit/apply-edits.ts";
import type { Edit } from "../../edit/edit.ts";
import type { Json } from "../../edit/json.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { NodeFinder, type ResolvedPath } from "../tree/find-node.ts";
import type { LocatedNode } from "../tree/located.ts";
import { dereference } from "../tree/merge-sources.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { appendItems } from "./append-items.ts";
import { insertEntries } from "./insert-entries.ts";
import { mergeSplices, type Spliced } from "./merge-splices.ts";
import type { PendingSplice } from "./pending-splice.ts";
import { removeItem } from "./remove-item.ts";
import { replaceItem } from "./replace-item.ts";
import { replaceValue } from "./replace-value.ts";

/**
 * Renders edits as changes to a text: lines added or replaced in the author's own style, everything
 * else untouched.
 *
 * Problems: `yaml/merge-order`, `yaml/alias`, `yaml/unsupported`.
 *
 * @param value - what the tree comes to, before the edits
 */
export function spliceEdits(
  text: string,
  tree: LocatedNode | undefined,
  value: unknown,
  edits: readonly Edit[],
): Spliced {
  const splicer = new Splicer(text, tree, value, edits);
  for (let from = 0; from < edits.length && splicer.problem === undefined; ) {
    const run = runFrom(edits, from);
    splicer.render(run);
    from += run.length;
  }
  if (splicer.problem !== undefined) return { ok: false, problem: splicer.problem };
  return mergeSplices(splicer.pending);
}

/** Edits that add to one collection, to be rendered together; any other edit by itself. */
function runFrom(edits: readonly Edit[], from: number): readonly [Edit, ...Edit[]] {
  const first = edits[from] as Edit;
  const run: [Edit, ...Edit[]] = [first];
  for (let next = from + 1; next < edits.length; next++) {
    const edit = edits[next] as Edit;
    if (first.op !== "add" || edit.op !== "add" || !areSiblings(first.path, edit.path)) break;
    run.push(edit);
  }
  return run;
}

function areSiblings(a: FieldPath, b: FieldPath): boolean {
  return (
    a.length === b.length &&
    typeof a.at(-1) === typeof b.at(-1) &&
    a.every((step, index) => index === a.length - 1 || step === b[index])
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
  /** The value behind all edits, made when it is first asked for. */
  #edited: Json | undefined;

  constructor(text: string, tree: LocatedNode | undefined, value: unknown, edits: readonly Edit[]) {
    this.#text = text;
    this.#tree = tree;
    this.#nodes = new NodeFinder(tree);
    this.#value = value;
    this.#edits = edits;
  }

  render(run: readonly [Edit, ...Edit[]]): void {
    const [edit] = run;
    const way = this.#nodes.find(edit.path);
    const merged = way.steps.findIndex((step) => "merge" in step && step.merge !== undefined);
    if (merged !== -1) this.#writeOwn(way, merged, edit.path);
    else if (edit.op === "remove") this.#remove(way, edit.path);
    else if (way.complete) this.#replace(way, edit.value);
    else this.#add(way, run);
  }

  #add(way: ResolvedPath, run: readonly [Edit, ...Edit[]]): void {
    const { path } = run[0];
    const collection = dereference(way.node);
    const missing = path.length - way.steps.length;
    const values = run.map((edit) => (edit as { value: Json }).value);
    if (missing === 1 && collection?.type === "list") {
      this.#appendTo(way, values);
    } else if (missing === 1 && collection?.type === "map") {
      const entries = run.map(
        (edit, index) => [String(edit.path.at(-1)), values[index] as Json] as const,
      );
      this.#addTo(way, entries);
    } else {
      this.#unsupported(way);
    }
  }

  /** An empty list is written anew, below its key where there is block style around it. */
  #appendTo({ node, steps }: ResolvedPath, values: readonly Json[]): void {
    const list = dereference(node);
    const step = steps.at(-1);
    if (list?.type !== "list") return;
    if (list.items.length === 0 && step !== undefined && "entry" in step) {
      const before = steps.slice(0, -1);
      this.pending.push(...replaceValue(this.#text, step.parent, step.entry, values, before));
    } else {
      this.pending.push(...appendItems(this.#text, list, steps, values));
    }
  }

  #addTo({ node, steps }: ResolvedPath, entries: readonly (readonly [string, Json])[]): void {
    const map = dereference(node);
    const step = steps.at(-1);
    if (map?.type !== "map") return;
    if (map.entries.length === 0 && step !== undefined && "entry" in step) {
      const value = Object.fromEntries(entries);
      const before = steps.slice(0, -1);
      this.pending.push(...replaceValue(this.#text, step.parent, step.entry, value, before));
    } else {
      this.pending.push(...insertEntries(this.#text, { map, steps, entries }));
    }
  }

  #replace(way: ResolvedPath, value: Json): void {
    const step = way.steps.at(-1);
    const before = way.steps.slice(0, -1);
    if (step === undefined) {
      this.#unsupported(way);
    } else if ("entry" in step) {
      this.pending.push(...replaceValue(this.#text, step.parent, step.entry, value, before));
    } else {
      const item = value as { readonly [key: string]: Json };
      this.pending.push(...replaceItem(this.#text, step.parent, step.index, item, before));
    }
  }

  #remove(way: ResolvedPath, path: FieldPath): void {
    const step = way.steps.at(-1);
    const pending =
      way.complete && step !== undefined && "item" in step
        ? removeItem(this.#text, step.parent, step.index, path.length)
        : undefined;
    if (pending === undefined) this.#unsupported(way);
    else this.pending.push(...pending);
  }

  /** What a merge supplies is written out, edits included, as an entry of its own behind the merge. */
  #writeOwn(way: ResolvedPath, depth: number, path: FieldPath): void {
    const step = way.steps[depth];
    if (step === undefined || !("entry" in step) || step.merge === undefined) return;
    const { parent, merge } = step;
    const { key } = step.entry;
    const own = parent.entries.find((entry) => entry.key === key && !entry.merge);
    if (own !== undefined) {
      this.problem = yamlProblem(
        "yaml/merge-order",
        own.keyStart,
        `a merge (<<) below supplies ${JSON.stringify(key)} too, and for kubectl it wins`,
        "move << above the keys that are to win over it",
      );
      return;
    }
    let value = (this.#edited ??= applyEdits(this.#value, this.#edits) as Json);
    path.slice(0, depth + 1).forEach((step, index) => {
      const now = typeof step === "number" ? step - this.#removedBefore(path, index) : step;
      value = (value as Record<string | number, Json>)[now] as Json;
    });
    const steps = way.steps.slice(0, depth);
    this.pending.push(
      ...insertEntries(this.#text, { map: parent, steps, entries: [[key, value]], after: merge }),
    );
  }

  /** How many items before the one that a path leads through at `depth` are removed. */
  #removedBefore(path: FieldPath, depth: number): number {
    return this.#edits.filter(
      (edit) =>
        edit.op === "remove" &&
        edit.path.length === depth + 1 &&
        edit.path.every((step, index) => index === depth || step === path[index]) &&
        (edit.path[depth] as number) < (path[depth] as number),
    ).length;
  }

  #unsupported(way: ResolvedPath): void {
    const offset = way.node?.start ?? this.#tree?.start ?? 0;
    const message = "the limits cannot be written into what stands here";
    this.problem = yamlProblem("yaml/unsupported", offset, message, "write it in block style");
  }
}
