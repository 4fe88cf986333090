import { NONE } from "../../result/none.ts";

/** The part of a document that is needed. The rest is read for its syntax only. */
export interface Projection {
  /** Everything below is needed. */
  readonly all: boolean;
  /** An object, whose `apiVersion` and `kind` decide what is needed of it. */
  readonly object: boolean;
  /** If the node is a map, it is needed only if its `name` may contain one of these texts. */
  readonly named: readonly string[] | undefined;
  /** What is needed of some fields of a map: few, so that linear search takes less time than hashing. */
  readonly keys: readonly KeyProjection[];
  /** What is needed of every item of a list. */
  readonly items: Projection | undefined;
  /** What is needed of every other field of a map. */
  readonly values: Projection | undefined;
}

/** What is needed of one field. */
export interface KeyProjection {
  readonly key: string;
  readonly projection: Projection;
}

/** Returns what is needed of an object of a kind. */
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
