import { didYouMean } from "./did-you-mean.ts";
import type { FieldPath } from "./field-path.ts";
import type { Issue } from "./issue.ts";
import type { IssueCode } from "./issue-code.ts";
import { newIssue } from "./new-issue.ts";
import { received } from "./received.ts";

/** Who wrote more unknown keys than this did not mistype them; each suggestion takes its time. */
const MOST_SUGGESTIONS = 100;

/** An issue for each key of an object that nobody knows, with the one that was meant. */
export function unknownKeys(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  code: IssueCode,
  path: FieldPath,
  noun: "key" | "option",
): Issue[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key, index) => {
      const meant = index < MOST_SUGGESTIONS ? didYouMean(key, known) : undefined;
      const hint =
        meant === undefined ? `the ${noun}s are ${known.join(", ")}` : `did you mean ${meant}?`;
      return newIssue(code, [...path, key], `unknown ${noun} ${received(key)}`, hint, object[key]);
    });
}
