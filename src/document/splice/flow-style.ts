import { blanksBefore, isFirstOnLine } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import {
  endOf,
  itemsOf,
  type LocatedCollection,
  type LocatedMap,
  type LocatedNode,
} from "../tree/located.ts";
import { deeper, type FlowLines, type FlowStyle } from "./flow-text.ts";

/**
 * How the author of a flow collection writes: as in the nearest map that has a key.
 *
 * @param steps - the path to the collection
 */
export function flowStyle(
  text: string,
  node: LocatedCollection,
  steps: readonly PathStep[],
): FlowStyle {
  const around = [node, ...steps.map((step) => step.parent).reverse()].filter(isFlowMap);
  const within = itemsOf(node)
    .map(({ value }) => value)
    .filter(isFlowMap);
  const maps = [...around, ...within];
  const [first] = maps.flatMap((map) => map.entries);
  const quoted = first !== undefined && text[first.start] === '"';
  const tight = quoted && first.valueFrom === first.value?.start;
  const braces = [...within, ...around].find((map) => map.entries.length > 0);
  return {
    quoted,
    colon: tight ? ":" : ": ",
    comma: tight && !maps.some((map) => hasBlankAfterComma(text, map)) ? "," : ", ",
    padding: braces !== undefined && text[braces.start + 1] === " " ? " " : "",
  };
}

/** The lines of a flow collection, if its items begin on lines of their own. */
export function flowLines(text: string, node: LocatedCollection): FlowLines | undefined {
  const first = itemsOf(node)[0]?.start;
  if (first === undefined || !isFirstOnLine(text, first)) return undefined;
  const indent = blanksBefore(text, node.end);
  const inner = blanksBefore(text, first);
  return { indent, unit: inner.startsWith(indent) ? inner.slice(indent.length) : "  " };
}

/** The lines of the values in a flow map: one item per line in JSON, and one line in YAML. */
export function valueLines(text: string, map: LocatedMap, style: FlowStyle): FlowLines | undefined {
  const lines = style.quoted ? flowLines(text, map) : undefined;
  return lines && deeper(lines);
}

function isFlowMap(node: LocatedNode | undefined): node is LocatedMap {
  return node?.type === "map" && node.flow;
}

function hasBlankAfterComma(text: string, { entries: [first, second] }: LocatedMap): boolean {
  return first !== undefined && second !== undefined && text[endOf(first) + 1] === " ";
}
