import {
  type CST,
  type Document,
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
import { duplicateKeys } from "../tree/duplicate-keys.ts";
import type {
  LocatedEntry,
  LocatedItem,
  LocatedList,
  LocatedMap,
  LocatedNode,
  LocatedScalar,
} from "../tree/located.ts";
import { entryEnd, itemEnd } from "../tree/node-end.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { resolveKey, resolveScalar } from "./resolve-scalar.ts";

/** The tree of a parsed document, and what is wrong with it. */
export interface LocatedDocument {
  readonly tree: LocatedNode | undefined;
  readonly problems: readonly YamlProblem[];
  readonly warnings: readonly YamlProblem[];
}

/**
 * Turns a parsed document into a tree.
 *
 * @param toText - from offsets as parsed to offsets in the text
 */
export function locateNodes(
  document: Document.Parsed,
  text: string,
  toText: (offset: number) => number,
): LocatedDocument {
  const locator = new Locator(text, toText);
  const tree = locator.optional(document.contents);
  return { tree, problems: locator.problems, warnings: locator.warnings };
}

/** An anchor whose node is not complete yet. */
const OPEN = "open";

const MERGE_KEY = "<<";
const NO_TAG = "!";
const MERGE_TAG = "tag:yaml.org,2002:merge";

type Range = readonly [start: number, valueEnd: number, nodeEnd: number];

class Locator {
  readonly problems: YamlProblem[] = [];
  readonly warnings: YamlProblem[] = [];
  readonly #text: string;
  readonly #toText: (offset: number) => number;
  readonly #anchors = new Map<string, LocatedNode | typeof OPEN>();

  constructor(text: string, toText: (offset: number) => number) {
    this.#text = text;
    this.#toText = toText;
  }

  /** Nothing at all where nothing is written, not even an anchor or a tag. */
  optional(node: ParsedNode | null | undefined): LocatedNode | undefined {
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
    const problem =
      target === OPEN ? "an alias stands within its own anchor" : "no such anchor stands above";
    this.problems.push(yamlProblem("yaml/alias", start, `${problem}: *${name}`));
    return { type: "scalar", start, end, value: null };
  }

  #scalar(node: Scalar.Parsed): LocatedScalar {
    const [start, end] = this.#span(node.range);
    const value = resolveScalar(node.source, node.type === "PLAIN", node.tag);
    if (value === undefined) {
      const message = `the tag ${node.tag} on ${received(node.source)} cannot be read`;
      this.problems.push(yamlProblem("yaml/unsupported", start, message));
    }
    const token = node.srcToken;
    const content = token?.type === "block-scalar" && !keepsBreaks(token);
    const ended = content ? end - finalBreak(this.#text.slice(start, end)) : end;
    return { type: "scalar", start, end: ended, value: value ?? null };
  }

  #list(node: YAMLSeq.Parsed): LocatedList {
    const token = node.srcToken as CST.BlockSequence | CST.FlowCollection;
    const flow = token.type === "flow-collection";
    const sources: readonly CST.CollectionItem[] = flow
      ? token.items.filter((item) => item.value || item.key || item.sep || item.start.some(isProp))
      : token.items.filter((item) => item.start.some(isDash));
    const items = (node.items as readonly (ParsedNode | Pair)[]).map((item, index): LocatedItem => {
      const first = sources[index]?.start.find(flow ? isProp : isDash);
      // The `yaml` package makes a map of a lone pair by itself.
      const value = isPair(item) ? undefined : item;
      return {
        start: this.#toText(first?.offset ?? value?.range[0] ?? 0),
        value: this.optional(value),
      };
    });
    const [start, end] = this.#span(node.range);
    const [first] = items;
    if (flow || first === undefined) {
      return { type: "list", flow: true, column: 0, start, end, items };
    }
    const column = columnOf(this.#text, first.start);
    const last = items.at(-1) ?? first;
    return { type: "list", flow, column, start: first.start, end: itemEnd(last), items };
  }

  #map(node: YAMLMap.Parsed): LocatedMap {
    const entries = node.items.map((pair) => this.#entry(pair));
    this.warnings.push(...duplicateKeys(entries));
    const [start, end] = this.#span(node.range);
    const [first] = entries;
    if (node.srcToken?.type !== "block-map" || first === undefined) {
      return { type: "map", flow: true, column: 0, start, end, entries };
    }
    const column = columnOf(this.#text, first.keyStart);
    const last = entries.at(-1) ?? first;
    return {
      type: "map",
      flow: false,
      column,
      start: first.keyStart,
      end: entryEnd(last),
      entries,
    };
  }

  #entry({ key, value, srcToken }: Pair<ParsedNode, ParsedNode | null>): LocatedEntry {
    const first = srcToken?.start.find((token) => isProp(token) || isQuestionMark(token));
    const colon = srcToken?.sep?.find(({ type }) => type === "map-value-ind");
    const merge =
      isScalar(key) &&
      key.source === MERGE_KEY &&
      (key.tag === MERGE_TAG ||
        // To go-yaml "!" is no tag at all, and what it stands before is plain, quoted or not.
        key.tag === NO_TAG ||
        (key.type === "PLAIN" && key.tag === undefined));
    return {
      key: this.#key(key),
      keyStart: this.#toText(first?.offset ?? key.range[0]),
      keyEnd: this.#toText(colon === undefined ? key.range[1] : colon.offset + 1),
      value: this.optional(value),
      ...(merge ? { merge } : {}),
    };
  }

  #key(node: ParsedNode): string {
    const located = this.#node(node);
    const target = located.type === "alias" ? located.target : located;
    const key = target.type === "scalar" ? resolveKey(target.value) : undefined;
    if (key === undefined) {
      const hint = "quote it if it is text";
      const message = "a key must be text, a whole number or a boolean";
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

function isQuestionMark({ type }: CST.SourceToken): boolean {
  return type === "explicit-key-ind";
}

/** Whether the line breaks behind a block scalar are part of it (`|+`). */
function keepsBreaks(token: CST.BlockScalar): boolean {
  return token.props.some(
    (prop) => prop.type === "block-scalar-header" && prop.source.includes("+"),
  );
}

/** How long the line break at the very end of a text is. */
function finalBreak(text: string): number {
  if (text.endsWith("\r\n")) return 2;
  return text.endsWith("\n") ? 1 : 0;
}
