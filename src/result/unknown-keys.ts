import { didYouMean } from "./did-you-mean.ts";
import type { FieldPath } from "./field-path.ts";
import { type Issue, newIssue } from "./issue.ts";
import type { IssueCode } from "./issue-code.ts";
import { received } from "./received.ts";
import type { UnknownObject } from "./unknown-object.ts";

/** More unknown keys than this were not mistyped; each suggestion takes its time. */
const MAX_SUGGESTIONS = 100;

/**
 * An issue for each unknown key of an object, with the known one that was probably meant.
 *
 * @param synonyms - what others call the known ones
 */
export function unknownKeys(
  object: UnknownObject,
  known: readonly string[],
  code: IssueCode,
  path: FieldPath,
  noun: "key" | "option",
  synonyms: Readonly<Record<string, string>> = {},
): Issue[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key, index) => {
      const synonym = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined;
      const meant = synonym ?? (index < MAX_SUGGESTIONS ? didYouMean(key, known) : undefined);
      const at = [...path, key];
      const message = `unknown ${noun} ${received(key)}`;
      if (meant === undefined) {
        return newIssue(code, at, message, `the ${noun}s are ${known.join(", ")}`, object[key]);
      }
      const issue = newIssue(code, at, message, `did you mean ${meant}?`, object[key]);
      return { ...issue, suggestion: { key: meant } };
    });
}
