import { setOwn } from "../../edit/set-own.ts";
import type { LocatedScalar } from "../tree/located.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import { toValue } from "../tree/to-value.ts";
import { blockScalarValue } from "./block-scalar.ts";
import { UNCERTAIN } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { ALL, type Projection, type ProjectionOf } from "./projection.ts";
import { quotedValue } from "./quoted-scalar.ts";
import { ITEM, type TokenTable } from "./token-table.ts";
import { BLOCK_SCALAR, FLOW, NO_VALUE, PLAIN, QUOTED } from "./value-kind.ts";

/** A map that is not needed. */
const ANY_MAP: object = /* @__PURE__ */ Object.freeze({});

/**
 * Builds the value of a document from its tokens, as far as it is needed. Skips everything below a token
 * that is not needed in one step.
 */
export class ValueBuilder {
  readonly #tokens: TokenTable;
  readonly #flow: FlowReader;
  readonly #projectionOf: ProjectionOf;

  constructor(tokens: TokenTable, projectionOf: ProjectionOf) {
    this.#tokens = tokens;
    this.#flow = new FlowReader(tokens.document);
    this.#projectionOf = projectionOf;
  }

  /** Builds the collection from token `first` to token `limit`, exclusive. */
  collection(first: number, limit: number, projection: Projection): object {
    if (this.#tokens.kind(first) === ITEM) return this.#list(first, limit, projection);
    const { named, items, object } = projection;
    if (object) return this.#object(first, limit);
    if (named !== undefined && !this.#mayBeNamed(first, limit, named)) return ANY_MAP;
    // A map in place of a list of named maps is invalid, and needed in full to say so.
    const isWhole = named !== undefined || items?.named !== undefined;
    return this.#map(first, limit, isWhole ? ALL : projection);
  }

  #mayBeNamed(first: number, limit: number, parts: readonly string[]): boolean {
    const tokens = this.#tokens;
    for (let token = first; token < limit; token = tokens.next(token)) {
      if (!tokens.hasKey(token, "name")) continue;
      const kind = tokens.valueKind(token);
      if (kind !== PLAIN && kind !== QUOTED) return true;
      const value = tokens.document.text.slice(tokens.valueStart(token), tokens.valueEnd(token));
      if (value.includes("\\") || parts.some((part) => value.includes(part))) return true;
    }
    return false;
  }

  /** Builds an object, of which everything is needed until its apiVersion and kind are known. */
  #object(first: number, limit: number): object {
    const tokens = this.#tokens;
    const object: Record<string, unknown> = {};
    let projection = ALL;
    for (let token = first; token < limit; token = tokens.next(token)) {
      if (!tokens.hasKey(token, "apiVersion") && !tokens.hasKey(token, "kind")) {
        this.#field(object, token, projection);
        continue;
      }
      const key = tokens.key(token);
      const value = this.#value(token, ALL);
      // The last of two would count, but the first has decided how the fields between were read.
      if (object[key] !== undefined || value === null || typeof value === "object") throw UNCERTAIN;
      object[key] = value;
      const { apiVersion, kind } = object;
      if (apiVersion !== undefined && kind !== undefined) {
        projection = this.#projectionOf(apiVersion, kind);
      }
    }
    return object;
  }

  #map(first: number, limit: number, projection: Projection): object {
    const map = {};
    for (let token = first; token < limit; token = this.#tokens.next(token)) {
      this.#field(map, token, projection);
    }
    return map;
  }

  #field(map: object, token: number, { all, keys, values }: Projection): void {
    if (!all) {
      for (const { key, projection } of keys) {
        if (this.#tokens.hasKey(token, key)) {
          setOwn(map, key, this.#value(token, projection));
          return;
        }
      }
    }
    const projection = all ? ALL : values;
    if (projection === undefined) return;
    setOwn(map, this.#tokens.key(token), this.#value(token, projection));
  }

  #list(first: number, limit: number, projection: Projection): unknown[] {
    const inner = projection.all ? projection : projection.items;
    const items: unknown[] = [];
    for (let token = first; token < limit; token = this.#tokens.next(token)) {
      items.push(inner === undefined ? null : this.#value(token, inner));
    }
    return items;
  }

  #value(token: number, projection: Projection): unknown {
    const tokens = this.#tokens;
    switch (tokens.valueKind(token)) {
      case NO_VALUE: {
        const limit = tokens.next(token);
        return limit === token + 1 ? null : this.collection(token + 1, limit, projection);
      }
      case FLOW: {
        const evaluated = toValue(this.#flow.read(tokens.valueStart(token), 0));
        if (!evaluated.ok) throw UNCERTAIN;
        return evaluated.value;
      }
      default:
        return scalarValue(tokens, token);
    }
  }
}

/** The value of a token that has a scalar. */
export function scalarValue(tokens: TokenTable, token: number): LocatedScalar["value"] {
  const { document } = tokens;
  const start = tokens.valueStart(token);
  const end = tokens.valueEnd(token);
  switch (tokens.valueKind(token)) {
    case PLAIN:
      return resolvePlain(document.text.slice(start, end));
    case QUOTED:
      return quotedValue(document, start, end);
    case BLOCK_SCALAR:
      return blockScalarValue(document, start, end);
    default:
      throw UNCERTAIN;
  }
}
