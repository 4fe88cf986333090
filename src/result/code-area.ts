import type { IssueCode } from "./issue-code.ts";

/** What is known of one code. */
export interface CodeFacts {
  /**
   * Where it is reported: among issues, among warnings, or in either, as an option decides; among the
   * reasons of `explainLimits`, or the findings of `diagnose`.
   */
  readonly severity: "issue" | "warning" | "either" | "reason" | "finding";
  /** Reported once a call, however many containers it is true of. */
  readonly once?: true;
  /** It is about a key rather than its value, and that is where it points. */
  readonly key?: true;
  /** Of a code that differs from its area in this. */
  readonly status?: 400 | 422 | 500;
  /** One sentence; of a reason or a finding, its message. */
  readonly summary: string;
  /** Of a reason. */
  readonly effect?: "voids" | "weakens" | "informs";
  /** Whether, while it is not settled, limits may not be enforced. */
  readonly isDoubt?: true;
  /** What to change. */
  readonly hint?: string;
  /** The command whose output shows what is not known. */
  readonly settledBy?: string;
}

/**
 * Everything that is known of the codes of one area: their types, HTTP statuses, reports and the
 * overview in `docs/errors.md` are made of this. A subpath imports the tables of its own areas only.
 */
export interface CodeArea {
  /** What a path leads through. Issues about limits have no position in a manifest. */
  readonly about: "limits" | "options" | "workload" | "text" | "request";
  /** The HTTP status that fits a failure. */
  readonly status: 400 | 422 | 500;
  readonly codes: Readonly<Partial<Record<IssueCode, CodeFacts>>>;
}

/** What is known of a code that may be from one of several areas. */
export function factsIn(
  areas: readonly CodeArea[],
  code: IssueCode,
): (CodeFacts & Pick<CodeArea, "about" | "status">) | undefined {
  const area = areas.find(({ codes }) => Object.hasOwn(codes, code));
  if (area === undefined) return undefined;
  const { about, status, codes } = area;
  return { about, status, ...(codes[code] as CodeFacts) };
}
