import type { FieldPath } from "./field-path.ts";
import type { IssueCode } from "./issue-code.ts";

/** A place in a text. Lines and columns count from 1, offsets from 0; both in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/**
 * One thing that is wrong, or worth knowing: which of the two is told by the list it is in
 * (`issues` or `warnings` of a {@link Result}). A plain, JSON-safe object.
 */
export interface Issue {
  /** What is wrong, from a closed list. */
  readonly code: IssueCode;
  /** Where, from the root of the object that was handed in. */
  readonly path: FieldPath;
  /** One sentence for people. */
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
  /** What was found, JSON-like, at most 80 characters: always safe to log. */
  readonly received?: string;
  /** Where in the text, when the input was one. */
  readonly position?: Position;
}
