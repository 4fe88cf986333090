import { MPS_PREFIX } from "../../mps/env-names.ts";
import type { CarrierIndex } from "../../workload/carrier-index.ts";
import type { LocatedEntry, LocatedItem, LocatedNode, LocatedScalar } from "../tree/located.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import { blockScalarValue } from "./block-scalar.ts";
import { DOUBLE_QUOTE, SINGLE_QUOTE } from "./characters.ts";
import { KeyStack } from "./key-stack.ts";
import { ObjectShape } from "./object-shape.ts";
import { FlowReader } from "./read-flow.ts";
import { quotedValue } from "./read-quoted.ts";
import { BLOCK_SCALAR, FLOW, ITEM, NO_VALUE, PLAIN, QUOTED, type Rows } from "./rows.ts";
import { ALL, NOTHING, type Shape } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

const NAME = "name";

/**
 * Makes the tree of a document from its rows, as far as its shape needs one: whatever lies below a
 * row that nobody asks for is passed over in one step.
 */
export class TreeBuilder {
  readonly #text: string;
  readonly #rows: Rows;
  readonly #carriers: CarrierIndex;

  constructor(text: string, rows: Rows, carriers: CarrierIndex) {
    this.#text = text;
    this.#rows = rows;
    this.#carriers = carriers;
  }

  /** The collection whose first row is `first`, and whose last lies before `limit`. */
  collection(first: number, limit: number, shape: Shape): LocatedNode {
    if (this.#rows.kind(first) === ITEM) return this.#list(first, limit, shape);
    if (shape.variable) return this.#variable(first, limit);
    return this.#map(first, limit, shape.items?.variable ? ALL : shape);
  }

  /** An item of `env`: of one that is not ours nothing counts but that it is there. */
  #variable(first: number, limit: number): LocatedNode {
    const rows = this.#rows;
    for (let row = first; row < limit; row = rows.next(row)) {
      if (this.#mayNameOurs(row)) return this.#map(first, limit, ALL);
    }
    return this.#map(first, first, NOTHING, limit);
  }

  #mayNameOurs(row: number): boolean {
    const rows = this.#rows;
    const start = rows.start(row);
    const isName = rows.stop(row) === start + NAME.length && this.#text.startsWith(NAME, start);
    if (!isName) return false;
    const kind = rows.valueKind(row);
    if (kind !== PLAIN && kind !== QUOTED) return true;
    const value = this.#text.slice(rows.valueStart(row), rows.valueEnd(row));
    return value.includes(MPS_PREFIX) || value.includes("\\");
  }

  #map(first: number, limit: number, shape: Shape, end: number = limit): LocatedNode {
    const rows = this.#rows;
    const object = shape.object ? new ObjectShape(this.#carriers) : undefined;
    const entries: LocatedEntry[] = [];
    for (let row = first; row < limit; row = rows.next(row)) {
      const start = rows.start(row);
      const stop = rows.stop(row);
      const inner = this.#fieldShape(shape, object, start, stop);
      if (inner === undefined && !shape.container) continue;
      const key = this.#text.slice(start, stop);
      const value = inner === undefined ? this.#sibling(row) : this.#value(row, inner);
      object?.learn(key, value);
      const keyStart = this.#quoteStart(start);
      entries.push({ key, keyStart, keyEnd: rows.behind(row), value });
    }
    const column = rows.column(first);
    const start = this.#quoteStart(rows.start(first));
    return { type: "map", flow: false, column, start, end: this.#endBefore(end), entries };
  }

  #list(first: number, limit: number, shape: Shape): LocatedNode {
    const rows = this.#rows;
    const inner = shape.all ? shape : shape.items;
    const items: LocatedItem[] = [];
    for (let row = first; row < limit; row = rows.next(row)) {
      const value = inner === undefined ? this.#sibling(row) : this.#value(row, inner);
      items.push({ start: rows.start(row), value });
    }
    const column = rows.column(first);
    const start = rows.start(first);
    return { type: "list", flow: false, column, start, end: this.#endBefore(limit), items };
  }

  #fieldShape(
    shape: Shape,
    object: ObjectShape | undefined,
    start: number,
    stop: number,
  ): Shape | undefined {
    if (shape.all) return shape;
    const fields = object === undefined ? shape : object.fieldsFor(this.#text, start, stop);
    if (fields.all) return fields;
    for (const { key, shape: inner } of fields.keys) {
      if (key.length === stop - start && this.#text.startsWith(key, start)) return inner;
    }
    return fields.values;
  }

  /** What stands behind a row, or below it; `undefined` for null. */
  #value(row: number, shape: Shape): LocatedNode | undefined {
    const rows = this.#rows;
    const start = rows.valueStart(row);
    const end = rows.valueEnd(row);
    switch (rows.valueKind(row)) {
      case NO_VALUE: {
        const limit = rows.next(row);
        return limit === row + 1 ? undefined : this.collection(row + 1, limit, shape);
      }
      case PLAIN:
        return scalar(start, end, resolvePlain(this.#text.slice(start, end)));
      case QUOTED:
        return scalar(start, end, quotedValue(this.#text, start, end));
      case FLOW:
        return new FlowReader(this.#text, end, new KeyStack(this.#text)).read(start, 0);
      case BLOCK_SCALAR:
        return scalar(start, end, blockScalarValue(this.#text, start, end));
      default:
        // What a plain scalar of several lines says is worked out by the `yaml` package.
        throw UNCERTAIN;
    }
  }

  /** What is noted of a value that nobody needs: that there is one, and how a list is indented. */
  #sibling(row: number): LocatedNode | undefined {
    const rows = this.#rows;
    const limit = rows.next(row);
    const end = this.#endBefore(limit);
    if (rows.valueKind(row) !== NO_VALUE) return scalar(rows.valueStart(row), end, null);
    const child = row + 1;
    if (limit === child) return undefined;
    const start = rows.start(child);
    const column = rows.column(child);
    return rows.kind(child) === ITEM
      ? { type: "list", flow: false, column, start, end, items: [] }
      : { type: "map", flow: false, column, start, end, entries: [] };
  }

  /** Where the content of the row before `limit` ends. */
  #endBefore(limit: number): number {
    return this.#rows.valueEnd(limit - 1);
  }

  #quoteStart(start: number): number {
    const before = this.#text.charCodeAt(start - 1);
    return before === DOUBLE_QUOTE || before === SINGLE_QUOTE ? start - 1 : start;
  }
}

function scalar(start: number, end: number, value: LocatedScalar["value"]): LocatedScalar {
  return { type: "scalar", start, end, value };
}
