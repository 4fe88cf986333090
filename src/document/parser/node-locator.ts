import {
  type CST,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { received } from "../../result/received.ts";
import { columnOf } from "../text/text-lines.ts";
import {
  endOf,
  type LocatedCollection,
  type LocatedEntry,
  type LocatedItem,
  type LocatedList,
  type LocatedMap,
  type LocatedNode,
  type LocatedScalar,
} from "../tree/located.ts";
import { duplicateKey, type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { resolveKey, resolveScalar } from "./resolve-scalar.ts";

/** An anchor whose node is not complete yet. */
const OPEN = "open";

const MERGE_KEY = "<<";
const NO_TAG = "!";
const MERGE_TAG = "tag:yaml.org,2002:merge";

type Range = readonly [start: number, valueEnd: number, nodeEnd: number];

/** Converts the nodes of a parsed document to located nodes, and collects their problems. */
export class NodeLocator {
  readonly problems: YamlProblem[] = [];
  readonly warnings: YamlProblem[] = [];
  readonly #text: string;
  readonly #toText: (offset: number) => number;
  readonly #anchors = new Map<string, LocatedNode | typeof OPEN>();

  /** @param toText - converts offsets as parsed to offsets into the text */
  constructor(text: string, toText: (offset: number) => number) {
    this.#text = text;
    this.#toText = toText;
  }

  /** Locates a node; returns `undefined` if nothing is written, not even an anchor or a tag. */
  locate(node: ParsedNode | null | undefined): LocatedNode | undefined {
    if (node === null || node === undefined) return undefined;
    const nothing =
      isScalar(node) &&
      node.source === "" &&
      node.type === "PLAIN" &&
      node.tag === undefined &&
      node.anchor === undefined;
    return nothing ? undefined : this.#node(node);
  }

  #node(node: ParsedNode): LocatedNode {
    if (isAlias(node)) return this.#alias(node.source, node.range);
    const { anchor } = node;
    if (anchor === undefined) return this.#content(node);
    this.#anchors.set(anchor, OPEN);
    const anchored = { ...this.#content(node), anchored: true };
    this.#anchors.set(anchor, anchored);
    return anchored;
  }

  #content(node: YAMLMap.Parsed | YAMLSeq.Parsed | Scalar.Parsed): LocatedNode {
    if (isMap(node)) return this.#map(node);
    return isSeq(node) ? this.#list(node) : this.#scalar(node);
  }

  #alias(name: string, range: Range): LocatedNode {
    const target = this.#anchors.get(name);
    const [start, end] = this.#span(range);
    if (typeof target === "object") return { type: "alias", start, end, target };
    const problem = target === OPEN ? "alias within its own anchor" : "alias of an unknown anchor";
    this.problems.push(yamlProblem("yaml/alias", start, `${problem}: *${name}`));
    return { type: "scalar", start, end, value: null };
  }

  #scalar(node: Scalar.Parsed): LocatedScalar {
    const [start, end] = this.#span(node.range);
    const value = resolveScalar(node.source, node.type === "PLAIN", node.tag);
    if (value === undefined) {
      const message = `unsupported tag ${node.tag} on ${received(node.source)}`;
      this.problems.push(yamlProblem("yaml/unsupported", start, message));
    }
    const token = node.srcToken;
    const isTrimmed = token?.type === "block-scalar" && !keepsBreaks(token);
    const trimmed = isTrimmed ? end - finalBreak(this.#text.slice(start, end)) : end;
    return { type: "scalar", start, end: trimmed, value: value ?? null };
  }

  #list(node: YAMLSeq.Parsed): LocatedList {
    const token = node.srcToken as CST.BlockSequence | CST.FlowCollection;
    const flow = token.type === "flow-collection";
    const sources: readonly CST.CollectionItem[] = flow
      ? token.items.filter(
          ({ value, key, sep, start }) => value || key || sep || start.some(isProp),
        )
      : token.items.filter((item) => item.start.some(isDash));
    const items = (node.items as readonly (ParsedNode | Pair)[]).map((item, index): LocatedItem => {
      const first = sources[index]?.start.find(flow ? isProp : isDash);
      // The `yaml` package makes a map of a lone pair by itself.
      const value = isPair(item) ? undefined : item;
      const start = this.#toText(first?.offset ?? value?.range[0] ?? 0);
      return { start, valueFrom: flow ? start : start + 1, value: this.locate(value) };
    });
    return { type: "list", items, ...this.#extent(node, flow, items) };
  }

  #map(node: YAMLMap.Parsed): LocatedMap {
    const entries = node.items.map((pair) => this.#entry(pair));
    const keys = new Set<string>();
    for (const { key, start, merge } of entries) {
      if (merge) continue;
      if (keys.has(key)) this.warnings.push(duplicateKey(key, start));
      keys.add(key);
    }
    return {
      type: "map",
      entries,
      ...this.#extent(node, node.srcToken?.type !== "block-map", entries),
    };
  }

  /** Where a collection is: in block style, from its first item to the end of its last. */
  #extent(
    { range }: YAMLMap.Parsed | YAMLSeq.Parsed,
    flow: boolean,
    items: readonly LocatedItem[],
  ): Pick<LocatedCollection, "flow" | "column" | "start" | "end"> {
    const [first, last] = [items[0], items.at(-1)];
    if (flow || first === undefined || last === undefined) {
      const [start, end] = this.#span(range);
      return { flow: true, column: 0, start, end };
    }
    const column = columnOf(this.#text, first.start);
    return { flow, column, start: first.start, end: endOf(last) };
  }

  #entry({ key, value, srcToken }: Pair<ParsedNode, ParsedNode | null>): LocatedEntry {
    const first = srcToken?.start.find(
      (token) => isProp(token) || token.type === "explicit-key-ind",
    );
    const colon = srcToken?.sep?.find(({ type }) => type === "map-value-ind");
    const merge =
      isScalar(key) &&
      key.source === MERGE_KEY &&
      (key.tag === MERGE_TAG ||
        // go-yaml ignores the tag "!", and reads a scalar with it as plain, quoted or not.
        key.tag === NO_TAG ||
        (key.type === "PLAIN" && key.tag === undefined));
    return {
      key: this.#key(key),
      start: this.#toText(first?.offset ?? key.range[0]),
      valueFrom: this.#toText(colon === undefined ? key.range[1] : colon.offset + 1),
      value: this.locate(value),
      ...(merge ? { merge } : {}),
    };
  }

  #key(node: ParsedNode): string {
    const located = this.#node(node);
    const target = located.type === "alias" ? located.target : located;
    const key = target.type === "scalar" ? resolveKey(target.value) : undefined;
    if (key === undefined) {
      const hint = "quote it if it is text";
      const message = "unsupported key: must be text, a whole number or a boolean";
      this.problems.push(yamlProblem("yaml/unsupported", located.start, message, hint));
    }
    return key ?? "";
  }

  #span([start, end]: Range): [start: number, end: number] {
    return [this.#toText(start), this.#toText(end)];
  }
}

function isProp({ type }: CST.SourceToken): boolean {
  return type === "anchor" || type === "tag";
}

function isDash({ type }: CST.SourceToken): boolean {
  return type === "seq-item-ind";
}

/** Whether the line breaks after a block scalar are part of it (`|+`). */
function keepsBreaks(token: CST.BlockScalar): boolean {
  return token.props.some(
    (prop) => prop.type === "block-scalar-header" && prop.source.includes("+"),
  );
}

/** The length of the line break at the very end of a text. */
function finalBreak(text: string): number {
  if (text.endsWith("\r\n")) return 2;
  return text.endsWith("\n") ? 1 : 0;
}
