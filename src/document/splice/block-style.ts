import type { PathStep } from "../tree/find-node.ts";
import type { LocatedCollection, LocatedNode } from "../tree/located.ts";
import type { BlockStyle } from "./block-text.ts";

/** What most authors write, if the document does not show what its author would. */
const USUAL: BlockStyle = { listIndent: 0, mapIndent: 2, dashWidth: 2 };

/** Measures one part of a style by a collection and a value in it, if those show it. */
type Measure = (parent: LocatedCollection, value: LocatedNode | undefined) => number | undefined;

/**
 * How the author of a block collection indents: as in it, else as further up.
 *
 * @param steps - the path to the collection
 */
export function blockStyle(node: LocatedCollection, steps: readonly PathStep[]): BlockStyle {
  return new MeasuredStyle(node, steps);
}

/** Measures on demand, since most insertions need one part: bench yaml, "every document with a GPU". */
class MeasuredStyle implements BlockStyle {
  readonly #node: LocatedCollection;
  readonly #steps: readonly PathStep[];

  constructor(node: LocatedCollection, steps: readonly PathStep[]) {
    this.#node = node;
    this.#steps = steps;
  }

  get listIndent(): number {
    return this.#nearest(listIndentOf) ?? USUAL.listIndent;
  }

  get mapIndent(): number {
    return this.#nearest(mapIndentOf) ?? USUAL.mapIndent;
  }

  get dashWidth(): number {
    // A map below a dash on a line of its own may be indented by one, but not a map after a dash.
    return Math.max(2, this.#nearest(dashWidthOf) ?? USUAL.dashWidth);
  }

  #nearest(measure: Measure): number | undefined {
    let found = measureWithin(this.#node, measure);
    for (let index = this.#steps.length - 1; index >= 0 && found === undefined; index--) {
      const { parent, child } = this.#steps[index] as PathStep;
      found = measure(parent, child.value) ?? measureWithin(parent, measure);
    }
    return found;
  }
}

/** Measures by the first value of a map that shows the style, or by the last item of a list. */
function measureWithin(node: LocatedCollection, measure: Measure): number | undefined {
  if (node.type === "list") return measure(node, node.items.at(-1)?.value);
  for (const { value } of node.entries) {
    const found = measure(node, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function listIndentOf(parent: LocatedCollection, value: LocatedNode | undefined) {
  return parent.type === "map" && value?.type === "list" ? indentOf(parent, value) : undefined;
}

function mapIndentOf(parent: LocatedCollection, value: LocatedNode | undefined) {
  return parent.type === "map" && value?.type === "map" ? indentOf(parent, value) : undefined;
}

function dashWidthOf(parent: LocatedCollection, value: LocatedNode | undefined) {
  if (parent.type === "list") return indentOf(parent, value);
  if (parent.flow || value?.type !== "list") return undefined;
  // A list in a map shows it by its own last item.
  const last = value.items.at(-1)?.value;
  return last?.type === "map" ? indentOf(value, last) : undefined;
}

/** From the column of a block collection to that of a block collection in it. */
function indentOf(parent: LocatedCollection, value: LocatedNode | undefined): number | undefined {
  if (value?.type !== "map" && value?.type !== "list") return undefined;
  return parent.flow || value.flow ? undefined : value.column - parent.column;
}
