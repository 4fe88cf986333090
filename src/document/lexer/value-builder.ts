import { setOwn } from "../../edit/set-own.ts";
import { toValue } from "../tree/to-value.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { KeyStack } from "./key-stack.ts";
import { ObjectProjection } from "./object-projection.ts";
import { ALL, type Projection, type ProjectionOf } from "./projection.ts";
import { scalarOf } from "./scalar-of.ts";
import { FLOW, ITEM, NO_VALUE, PLAIN, QUOTED, type TokenTable } from "./token-table.ts";
import { UNCERTAIN } from "./uncertain.ts";

const NAME = "name";

/** A map of which nothing matters but that it is there. */
const ANY_MAP: object = /* @__PURE__ */ Object.freeze({});

/**
 * Makes the value of a document from its tokens, as far as it is needed: everything below a row that is
 * not is skipped in one step.
 */
export class ValueBuilder {
  readonly #document: DocumentBytes;
  readonly #rows: TokenTable;
  readonly #projectionOf: ProjectionOf;

  constructor(document: DocumentBytes, rows: TokenTable, projectionOf: ProjectionOf) {
    this.#document = document;
    this.#rows = rows;
    this.#projectionOf = projectionOf;
  }

  /** The collection from row `first` to row `limit`, exclusive. */
  collection(first: number, limit: number, projection: Projection): object {
    if (this.#rows.kind(first) === ITEM) return this.#list(first, limit, projection);
    const { named, items } = projection;
    if (named !== undefined) return this.#named(first, limit, named);
    return this.#map(first, limit, items?.named === undefined ? projection : ALL);
  }

  #named(first: number, limit: number, names: readonly string[]): object {
    const rows = this.#rows;
    for (let row = first; row < limit; row = rows.next(row)) {
      if (this.#mayBeNamed(row, names)) return this.#map(first, limit, ALL);
    }
    return ANY_MAP;
  }

  #mayBeNamed(row: number, names: readonly string[]): boolean {
    const rows = this.#rows;
    const start = rows.start(row);
    const { text } = this.#document;
    const isName = rows.stop(row) === start + NAME.length && text.startsWith(NAME, start);
    if (!isName) return false;
    const kind = rows.valueKind(row);
    if (kind !== PLAIN && kind !== QUOTED) return true;
    const value = text.slice(rows.valueStart(row), rows.valueEnd(row));
    return names.some((name) => value.includes(name)) || value.includes("\\");
  }

  #map(first: number, limit: number, projection: Projection): object {
    const rows = this.#rows;
    const object = projection.object ? new ObjectProjection(this.#projectionOf) : undefined;
    const map = {};
    for (let row = first; row < limit; row = rows.next(row)) {
      const start = rows.start(row);
      const stop = rows.stop(row);
      const fields =
        object === undefined ? projection : object.fieldsFor(this.#document, start, stop);
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
  #field(map: object, row: number, { keys, values }: Projection): void {
    const start = this.#rows.start(row);
    const stop = this.#rows.stop(row);
    for (const { key, projection } of keys) {
      if (key.length === stop - start && this.#document.text.startsWith(key, start)) {
        setOwn(map, key, this.#value(row, projection));
        return;
      }
    }
    if (values === undefined) return;
    setOwn(map, this.#document.slice(start, stop), this.#value(row, values));
  }

  #list(first: number, limit: number, projection: Projection): unknown[] {
    const rows = this.#rows;
    const inner = projection.all ? projection : projection.items;
    const items: unknown[] = [];
    for (let row = first; row < limit; row = rows.next(row)) {
      items.push(inner === undefined ? null : this.#value(row, inner));
    }
    return items;
  }

  /** What stands behind a row, or below it. */
  #value(row: number, projection: Projection): unknown {
    const rows = this.#rows;
    switch (rows.valueKind(row)) {
      case NO_VALUE: {
        const limit = rows.next(row);
        return limit === row + 1 ? null : this.collection(row + 1, limit, projection);
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
