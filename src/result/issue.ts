import type { FieldPath } from "./field-path.ts";
import type { IssueCode } from "./issue-code.ts";
import type { Json } from "./json.ts";
import { received } from "./received.ts";

/** A position in a text. Lines and columns count from 1, offsets from 0; both in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/**
 * A correction that a program can offer: a value to write at the path of the issue, a key in place of
 * the last one of the path, or a text in place of the one that was written.
 */
export type Suggestion =
  | { readonly value: Json }
  | { readonly key: string }
  | { readonly text: string };

/**
 * One problem, or one thing worth knowing: the list it is in says which (`issues`
 * or `warnings` of a {@link Result}). A plain, JSON-safe object.
 */
export interface Issue {
  /** What is wrong, from a closed list. Branch on this, never on prose. */
  readonly code: IssueCode;
  /** Where, from the root of the object that was passed in. */
  readonly path: FieldPath;
  /** One sentence for people. */
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
  /** The correction in the hint, for programs, if it is a single one. */
  readonly suggestion?: Suggestion;
  /** What was found, JSON-like, at most 80 characters: always safe to log. */
  readonly received?: string;
  /** Where in the text, if the input was one. */
  readonly position?: Position;
  /** The policies that say so. */
  readonly policies?: readonly PolicyRef[];
}

/** A policy, and the place in it. */
export interface PolicyRef {
  readonly name: string;
  readonly path: FieldPath;
}

/** Creates an issue; `received` is filled in if a value is passed, `undefined` included. */
export function newIssue(
  code: IssueCode,
  path: FieldPath,
  message: string,
  hint?: string,
  ...found: [value?: unknown]
): Issue {
  return {
    code,
    path,
    message,
    ...(hint !== undefined && { hint }),
    ...(found.length > 0 && { received: received(found[0]) }),
  };
}
