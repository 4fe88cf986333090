import { BYTE_ORDER_MARK } from "../text/characters.ts";
import { lineStart, newlineBefore } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import type { LocatedList, LocatedMap } from "../tree/located.ts";
import { entryEnd } from "../tree/node-end.ts";
import type { FlowLines, FlowStyle } from "./flow-text.ts";

/**
 * How the author of a flow collection writes: as the nearest map around it that shows a key.
 *
 * @param steps - the way to the collection, itself excluded
 */
export function flowStyle(
  text: string,
  node: LocatedMap | LocatedList,
  steps: readonly PathStep[],
): FlowStyle {
  const around = [node, ...steps.map((step) => step.parent).reverse()];
  const maps = [...around, ...childrenOf(node)].filter(isFlowMap);
  const [first] = maps.flatMap((map) => map.entries);
  const quoted = first !== undefined && text[first.keyStart] === '"';
  const tight = quoted && first.keyEnd === first.value?.start;
  const braces = [...childrenOf(node), ...around].filter(isFlowMap).find(hasEntries);
  return {
    quoted,
    colon: tight ? ":" : ": ",
    comma: tight && !maps.some((map) => hasBlankBehindComma(text, map)) ? "," : ", ",
    padding: braces !== undefined && text[braces.start + 1] === " " ? " " : "",
  };
}

/** The lines of a flow collection whose items begin on lines of their own, if it is one. */
export function flowLines(text: string, node: LocatedMap | LocatedList): FlowLines | undefined {
  const first = startsOf(node)[0];
  if (first === undefined || !isFirstOnLine(text, first)) return undefined;
  const indent = blanksBefore(text, node.end);
  const inner = blanksBefore(text, first);
  const unit = inner.startsWith(indent) ? inner.slice(indent.length) : "  ";
  return { newline: newlineBefore(text, first), indent, unit };
}

function startsOf(node: LocatedMap | LocatedList): readonly number[] {
  return node.type === "map"
    ? node.entries.map(({ keyStart }) => keyStart)
    : node.items.map(({ start }) => start);
}

/** Looks no further back than there are blanks: JSON may be megabytes on one line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  let before = offset - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  return before < 0 || text[before] === "\n" || text[before] === BYTE_ORDER_MARK;
}

/** The blanks that the line of an offset begins with. */
export function blanksBefore(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

function childrenOf(node: LocatedMap | LocatedList) {
  return (node.type === "list" ? node.items : node.entries).map(({ value }) => value);
}

function hasEntries(map: LocatedMap): boolean {
  return map.entries.length > 0;
}

function isFlowMap(node: LocatedMap["entries"][number]["value"]): node is LocatedMap {
  return node?.type === "map" && node.flow;
}

function hasBlankBehindComma(text: string, map: LocatedMap): boolean {
  const [first, second] = map.entries;
  return second !== undefined && first !== undefined && text[entryEnd(first) + 1] === " ";
}
