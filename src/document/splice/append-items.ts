import type { Json } from "../../edit/json.ts";
import type { PathStep } from "../tree/find-node.ts";
import type { LocatedList } from "../tree/located.ts";
import { itemEnd } from "../tree/node-end.ts";
import { blockStyle } from "./block-style.ts";
import { itemsText } from "./block-text.ts";
import { flowLines, flowStyle } from "./flow-style.ts";
import { flowText } from "./flow-text.ts";
import { insertInFlow } from "./insert-in-flow.ts";
import { linesAfter, type PendingSplice } from "./pending-splice.ts";

/** Puts items behind the last one of a list, before the comments that trail it. */
export function appendItems(
  text: string,
  list: LocatedList,
  steps: readonly PathStep[],
  values: readonly Json[],
): readonly PendingSplice[] {
  const depth = steps.length;
  const last = list.items.at(-1);
  if (list.flow || last === undefined) {
    const style = flowStyle(text, list, steps);
    const shape = last?.value?.type === "map" ? flowLines(text, last.value) : undefined;
    const children = values.map((value) => flowText(value, style, shape));
    const span = last && { start: last.start, end: last.value?.end ?? last.start };
    return insertInFlow(text, list, span, children, style, depth);
  }
  // Items that are flow maps, each behind its dash, are followed by more of that sort.
  if (last.value?.type === "map" && last.value.flow) {
    const style = flowStyle(text, last.value, []);
    const lead = text.slice(last.start, last.value.start);
    // A comment, an anchor or a tag is that item's own.
    const dash = /^- +$/.test(lead) ? lead : "- ";
    const indent = " ".repeat(list.column);
    const lines = values.map((value) => `${indent}${dash}${flowText(value, style)}`);
    return [linesAfter(text, itemEnd(last), (newline) => lines.join(newline), depth)];
  }
  const style = blockStyle(list, steps);
  const lines = (newline: string) => itemsText(values, list.column, style, newline);
  return [linesAfter(text, itemEnd(last), lines, depth)];
}
