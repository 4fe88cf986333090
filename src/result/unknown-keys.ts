import { didYouMean } from "./did-you-mean.ts";
import type { FieldPath } from "./field-path.ts";
import { type Issue, newIssue } from "./issue.ts";
import type { IssueCode } from "./issue-code.ts";
import { received } from "./received.ts";
import type { UnknownObject } from "./unknown-object.ts";

/** More unknown keys than this were not mistyped; each suggestion takes its time. */
const MAX_SUGGESTIONS = 100;

/** An issue for each unknown key of an object, with the known one that was probably meant. */
export function unknownKeys(
  object: UnknownObject,
  known: readonly string[],
  code: IssueCode,
  path: FieldPath,
  noun: "key" | "option",
): Issue[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key, index) => {
      const meant = index < MAX_SUGGESTIONS ? didYouMean(key, known) : undefined;
      const hint =
        meant === undefined ? `the ${noun}s are ${known.join(", ")}` : `did you mean ${meant}?`;
      return newIssue(code, [...path, key], `unknown ${noun} ${received(key)}`, hint, object[key]);
    });
}
