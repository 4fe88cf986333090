import { type Place, valueAt } from "../tree/find-node.ts";
import type { LocatedList, LocatedMap, LocatedNode } from "../tree/located.ts";
import type { BlockStyle } from "./block-text.ts";

/** What most people write, for where nothing shows what the author would. */
const USUAL: BlockStyle = { listIndent: 0, mapIndent: 2, dashWidth: 2 };

/**
 * How the author of a block collection indents: as beside it, else as further up.
 *
 * @param places - the way to the collection, itself excluded
 */
export function blockStyle(node: LocatedMap | LocatedList, places: readonly Place[]): BlockStyle {
  const shown = new ShownStyle();
  shown.learnIn(node);
  for (let index = places.length - 1; index >= 0 && !shown.isComplete; index--) {
    const place = places[index] as Place;
    shown.learnFrom(place.parent, valueAt(place));
    shown.learnIn(place.parent);
  }
  return shown.style;
}

/** What the text shows, the nearest first: what is learnt later changes nothing. */
class ShownStyle {
  #listIndent: number | undefined;
  #mapIndent: number | undefined;
  #dashWidth: number | undefined;

  get isComplete(): boolean {
    return (
      this.#listIndent !== undefined &&
      this.#mapIndent !== undefined &&
      this.#dashWidth !== undefined
    );
  }

  get style(): BlockStyle {
    return {
      listIndent: this.#listIndent ?? USUAL.listIndent,
      mapIndent: this.#mapIndent ?? USUAL.mapIndent,
      dashWidth: this.#dashWidth ?? USUAL.dashWidth,
    };
  }

  /** From the children of a collection. */
  learnIn(node: LocatedMap | LocatedList): void {
    if (node.type === "map") for (const { value } of node.entries) this.learnFrom(node, value);
    // The last item of a list is the one that others go behind.
    else this.learnFrom(node, node.items.at(-1)?.value);
  }

  /** From the indentation of one value against its key or dash. */
  learnFrom(parent: LocatedMap | LocatedList, value: LocatedNode | undefined): void {
    if (parent.flow || value === undefined || value.type === "scalar" || value.type === "alias") {
      return;
    }
    if (value.flow) return;
    const indent = value.column - parent.column;
    if (parent.type === "list") this.#learnDashWidth(indent);
    else if (value.type === "map") this.#mapIndent ??= indent;
    else this.#learnFromList(indent, value);
  }

  #learnFromList(indent: number, list: LocatedList): void {
    this.#listIndent ??= indent;
    const last = list.items.at(-1)?.value;
    if (last?.type === "map" && !last.flow) this.#learnDashWidth(last.column - list.column);
  }

  /** Below a dash on a line of its own a map may be indented by one; behind a dash goes a blank. */
  #learnDashWidth(width: number): void {
    this.#dashWidth ??= Math.max(2, width);
  }
}
