import { type PathStep, valueAt } from "../tree/find-node.ts";
import type { LocatedList, LocatedMap, LocatedNode } from "../tree/located.ts";
import type { BlockStyle } from "./block-text.ts";

/** What most people write, for where nothing shows what the author would. */
const USUAL: BlockStyle = { listIndent: 0, mapIndent: 2, dashWidth: 2 };

/** One measure of a style, as far as a collection and something in it show it. */
type Measure = (parent: Collection, value: LocatedNode | undefined) => number | undefined;

type Collection = LocatedMap | LocatedList;

/**
 * How the author of a block collection indents: as beside it, else as further up.
 *
 * @param steps - the way to the collection, itself excluded
 */
export function blockStyle(node: Collection, steps: readonly PathStep[]): BlockStyle {
  return new ShownStyle(node, steps);
}

/** Looks at the text for a measure only when it is asked for: most lines need but one. */
class ShownStyle implements BlockStyle {
  readonly #node: Collection;
  readonly #steps: readonly PathStep[];

  constructor(node: Collection, steps: readonly PathStep[]) {
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
    // Below a dash on a line of its own a map may be indented by one; behind a dash goes a blank.
    return Math.max(2, this.#nearest(dashWidthOf) ?? USUAL.dashWidth);
  }

  #nearest(measure: Measure): number | undefined {
    let found = measureWithin(this.#node, measure);
    for (let index = this.#steps.length - 1; index >= 0 && found === undefined; index--) {
      const step = this.#steps[index] as PathStep;
      found = measure(step.parent, valueAt(step)) ?? measureWithin(step.parent, measure);
    }
    return found;
  }
}

/** By the first that shows it of what a map holds; by the last item of a list, which others go behind. */
function measureWithin(node: Collection, measure: Measure): number | undefined {
  if (node.type === "list") return measure(node, node.items.at(-1)?.value);
  for (const { value } of node.entries) {
    const found = measure(node, value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function listIndentOf(parent: Collection, value: LocatedNode | undefined): number | undefined {
  return parent.type === "map" && value?.type === "list" ? indentOf(parent, value) : undefined;
}

function mapIndentOf(parent: Collection, value: LocatedNode | undefined): number | undefined {
  return parent.type === "map" && value?.type === "map" ? indentOf(parent, value) : undefined;
}

function dashWidthOf(parent: Collection, value: LocatedNode | undefined): number | undefined {
  if (parent.flow) return undefined;
  if (parent.type === "list") return isCollection(value) ? indentOf(parent, value) : undefined;
  // A list in a map shows it by its own last item.
  const last = value?.type === "list" ? value.items.at(-1)?.value : undefined;
  return value?.type === "list" && last?.type === "map" ? indentOf(value, last) : undefined;
}

function isCollection(value: LocatedNode | undefined): value is Collection {
  return value?.type === "map" || value?.type === "list";
}

/** From the column of a block collection to that of one within it. */
function indentOf(parent: Collection, value: Collection): number | undefined {
  return parent.flow || value.flow ? undefined : value.column - parent.column;
}
