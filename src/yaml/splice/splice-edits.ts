import type { FieldPath } from "../../core/field-path.ts";
import type { Json } from "../../core/json.ts";
import { applyEdits } from "../../inject/apply-edits.ts";
import type { Edit } from "../../inject/edit.ts";
import { NodeFinder, type Way } from "../tree/find-node.ts";
import type { LocatedNode } from "../tree/located.ts";
import { dereference } from "../tree/merge-sources.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { appendItems } from "./append-items.ts";
import type { Draft } from "./draft.ts";
import { insertEntries } from "./insert-entries.ts";
import { mergeDrafts } from "./merge-drafts.ts";
import { removeItem } from "./remove-item.ts";
import { replaceItem } from "./replace-item.ts";
import { replaceValue } from "./replace-value.ts";
import type { Spliced } from "./spliced.ts";

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
  return mergeDrafts(splicer.drafts);
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
  readonly drafts: Draft[] = [];
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
    const merged = way.places.findIndex((place) => "merge" in place && place.merge !== undefined);
    if (merged !== -1) this.#writeOwn(way, merged, edit.path);
    else if (edit.op === "remove") this.#remove(way, edit.path);
    else if (way.complete) this.#replace(way, edit.value);
    else this.#add(way, run);
  }

  #add(way: Way, run: readonly [Edit, ...Edit[]]): void {
    const { path } = run[0];
    const collection = dereference(way.node);
    const missing = path.length - way.places.length;
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
  #appendTo({ node, places }: Way, values: readonly Json[]): void {
    const list = dereference(node);
    const place = places.at(-1);
    if (list?.type !== "list") return;
    if (list.items.length === 0 && place !== undefined && "entry" in place) {
      const before = places.slice(0, -1);
      this.drafts.push(...replaceValue(this.#text, place.parent, place.entry, values, before));
    } else {
      this.drafts.push(...appendItems(this.#text, list, places, values));
    }
  }

  #addTo({ node, places }: Way, entries: readonly (readonly [string, Json])[]): void {
    const map = dereference(node);
    const place = places.at(-1);
    if (map?.type !== "map") return;
    if (map.entries.length === 0 && place !== undefined && "entry" in place) {
      const value = Object.fromEntries(entries);
      const before = places.slice(0, -1);
      this.drafts.push(...replaceValue(this.#text, place.parent, place.entry, value, before));
    } else {
      this.drafts.push(...insertEntries(this.#text, { map, places, entries }));
    }
  }

  #replace(way: Way, value: Json): void {
    const place = way.places.at(-1);
    const before = way.places.slice(0, -1);
    if (place === undefined) {
      this.#unsupported(way);
    } else if ("entry" in place) {
      this.drafts.push(...replaceValue(this.#text, place.parent, place.entry, value, before));
    } else {
      const item = value as { readonly [key: string]: Json };
      this.drafts.push(...replaceItem(this.#text, place.parent, place.index, item, before));
    }
  }

  #remove(way: Way, path: FieldPath): void {
    const place = way.places.at(-1);
    const drafts =
      way.complete && place !== undefined && "item" in place
        ? removeItem(this.#text, place.parent, place.index, path.length)
        : undefined;
    if (drafts === undefined) this.#unsupported(way);
    else this.drafts.push(...drafts);
  }

  /** What a merge supplies is written out, edits included, as an entry of its own behind the merge. */
  #writeOwn(way: Way, depth: number, path: FieldPath): void {
    const place = way.places[depth];
    if (place === undefined || !("entry" in place) || place.merge === undefined) return;
    const { parent, merge } = place;
    const { key } = place.entry;
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
    const places = way.places.slice(0, depth);
    this.drafts.push(
      ...insertEntries(this.#text, { map: parent, places, entries: [[key, value]], after: merge }),
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

  #unsupported(way: Way): void {
    const offset = way.node?.start ?? this.#tree?.start ?? 0;
    const message = "the limits cannot be written into what stands here";
    this.problem = yamlProblem("yaml/unsupported", offset, message, "write it in block style");
  }
}
