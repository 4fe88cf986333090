import { NONE } from "../../result/none.ts";

/**
 * Which part of a document is needed. What is outside is read for its syntax only, and no value is made
 * of it.
 */
export interface Projection {
  /** Everything below is needed. */
  readonly all: boolean;
  /** An object whose `apiVersion` and `kind` decide what is needed of it. */
  readonly object: boolean;
  /** A map of which something is needed only if its `name` contains one of these texts. */
  readonly named: readonly string[] | undefined;
  /** A handful at most, so that a linear search beats hashing. */
  readonly keys: readonly KeyProjection[];
  /** Of every item, if it is a list. */
  readonly items: Projection | undefined;
  /** Of every value, if it is a map; `keys` take precedence. */
  readonly values: Projection | undefined;
}

/** What is needed of one field. */
export interface KeyProjection {
  readonly key: string;
  readonly projection: Projection;
}

/** Tells what is needed of an object of some kind. */
export type ProjectionOf = (apiVersion: unknown, kind: unknown) => Projection;

/** Nothing is needed. */
export const NOTHING: Projection = {
  all: false,
  object: false,
  named: undefined,
  keys: NONE,
  items: undefined,
  values: undefined,
};

export const ALL: Projection = { ...NOTHING, all: true };

export const OBJECT: Projection = { ...NOTHING, object: true };
