import type { Json } from "../../edit/json.ts";
import type { TextEdit } from "../text/text-edit.ts";
import type { PathStep } from "../tree/find-node.ts";
import { endOf, type LocatedItem, type LocatedList } from "../tree/located.ts";
import { blockStyle } from "./block-style.ts";
import { itemsText } from "./block-text.ts";
import { flowLines, flowStyle } from "./flow-style.ts";
import { flowText } from "./flow-text.ts";
import { insertInFlow } from "./insert-in-flow.ts";
import { linesAfter } from "./line-edits.ts";

/**
 * Inserts items after the last item of a list that is not empty, before the comments that follow it.
 *
 * @param steps - the path to the list
 */
export function appendItems(
  text: string,
  list: LocatedList,
  values: readonly Json[],
  steps: readonly PathStep[],
): readonly TextEdit[] {
  const last = list.items.at(-1) as LocatedItem;
  if (list.flow) {
    const style = flowStyle(text, list, steps);
    const lines = last.value?.type === "map" ? flowLines(text, last.value) : undefined;
    const children = values.map((value) => flowText(value, style, lines));
    return insertInFlow(text, { after: last }, children, style);
  }
  // Flow maps, each after its dash, are followed by flow maps.
  if (last.value?.type === "map" && last.value.flow) {
    const style = flowStyle(text, last.value, []);
    const lead = text.slice(last.start, last.value.start);
    // A comment, an anchor or a tag belongs to that item.
    const dash = " ".repeat(list.column) + (/^- +$/.test(lead) ? lead : "- ");
    const lines = values.map((value) => dash + flowText(value, style));
    return [linesAfter(text, endOf(last), lines.join("\n"))];
  }
  const lines = itemsText(values, list.column, blockStyle(list, steps));
  return [linesAfter(text, endOf(last), lines)];
}
