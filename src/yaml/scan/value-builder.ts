import { setOwn } from "../../core/set-own.ts";
import { MPS_PREFIX } from "../../mps/env-names.ts";
import { toValue } from "../tree/to-value.ts";
import type { DocumentText } from "./document-text.ts";
import { FlowReader } from "./flow-reader.ts";
import { KeyStack } from "./key-stack.ts";
import { ObjectShape } from "./object-shape.ts";
import { FLOW, ITEM, NO_VALUE, PLAIN, QUOTED, type Rows } from "./rows.ts";
import { scalarOf } from "./scalar-of.ts";
import { ALL, type Shape, type Shapes } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

const NAME = "name";

/** An item of `env` of which nothing counts but that it is there. */
const ANY_VARIABLE: object = /* @__PURE__ */ Object.freeze({});

/**
 * Makes the object that a document comes to from its rows, as far as a plan can depend on it:
 * whatever lies below a row that nobody asks for is passed over in one step.
 */
export class ValueBuilder {
  readonly #document: DocumentText;
  readonly #rows: Rows;
  readonly #shapes: Shapes;

  constructor(document: DocumentText, rows: Rows, shapes: Shapes) {
    this.#document = document;
    this.#rows = rows;
    this.#shapes = shapes;
  }

  /** The collection whose first row is `first`, and whose last lies before `limit`. */
  collection(first: number, limit: number, shape: Shape): object {
    if (this.#rows.kind(first) === ITEM) return this.#list(first, limit, shape);
    if (shape.variable) return this.#variable(first, limit);
    return this.#map(first, limit, shape.items?.variable ? ALL : shape);
  }

  #variable(first: number, limit: number): object {
    const rows = this.#rows;
    for (let row = first; row < limit; row = rows.next(row)) {
      if (this.#mayNameOurs(row)) return this.#map(first, limit, ALL);
    }
    return ANY_VARIABLE;
  }

  #mayNameOurs(row: number): boolean {
    const rows = this.#rows;
    const start = rows.start(row);
    const { text } = this.#document;
    const isName = rows.stop(row) === start + NAME.length && text.startsWith(NAME, start);
    if (!isName) return false;
    const kind = rows.valueKind(row);
    if (kind !== PLAIN && kind !== QUOTED) return true;
    const value = text.slice(rows.valueStart(row), rows.valueEnd(row));
    return value.includes(MPS_PREFIX) || value.includes("\\");
  }

  #map(first: number, limit: number, shape: Shape): object {
    const rows = this.#rows;
    const object = shape.object ? new ObjectShape(this.#shapes) : undefined;
    const map = {};
    for (let row = first; row < limit; row = rows.next(row)) {
      const start = rows.start(row);
      const stop = rows.stop(row);
      const fields = object === undefined ? shape : object.fieldsFor(this.#document, start, stop);
      if (fields.all) {
        const key = this.#document.slice(start, stop);
        const value = this.#value(row, ALL);
        object?.learn(key, value);
        setOwn(map, key, value);
      } else {
        this.#field(map, row, fields);
      }
    }
    return map;
  }

  /** A field of a map of which not everything is needed. */
  #field(map: object, row: number, { keys, values }: Shape): void {
    const start = this.#rows.start(row);
    const stop = this.#rows.stop(row);
    for (const { key, shape } of keys) {
      if (key.length === stop - start && this.#document.text.startsWith(key, start)) {
        setOwn(map, key, this.#value(row, shape));
        return;
      }
    }
    if (values === undefined) return;
    setOwn(map, this.#document.slice(start, stop), this.#value(row, values));
  }

  #list(first: number, limit: number, shape: Shape): unknown[] {
    const rows = this.#rows;
    const inner = shape.all ? shape : shape.items;
    const items: unknown[] = [];
    for (let row = first; row < limit; row = rows.next(row)) {
      items.push(inner === undefined ? null : this.#value(row, inner));
    }
    return items;
  }

  /** What stands behind a row, or below it. */
  #value(row: number, shape: Shape): unknown {
    const rows = this.#rows;
    switch (rows.valueKind(row)) {
      case NO_VALUE: {
        const limit = rows.next(row);
        return limit === row + 1 ? null : this.collection(row + 1, limit, shape);
      }
      case FLOW: {
        const reader = new FlowReader(this.#document, new KeyStack(this.#document));
        const evaluated = toValue(reader.read(rows.valueStart(row), 0));
        if (!evaluated.ok) throw UNCERTAIN;
        return evaluated.value;
      }
      default:
        return scalarOf(this.#document, rows, row);
    }
  }
}
