import type { Issue, Position } from "../../result/issue.ts";
import type { IssueCode } from "../../result/issue-code.ts";

/** A part of a line, and the index in it of what a finding is about. */
export interface Excerpt {
  readonly text: string;
  readonly at: number;
}

/** Where something was found. */
export interface Place {
  readonly file: string;
  /** Absent if there are no lines: on the command line. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  readonly excerpt?: Excerpt;
}

/** An issue or a warning, with its place. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly issue: Issue;
  readonly place: Place;
}

/** What collects findings. */
export interface FindingSink {
  addAll(findings: readonly Finding[]): void;
}

/** In characters: all of a JSON file may be one line. */
const WIDEST = 100;

/** The place of a position in a text. */
export function placeIn(file: string, text: string, position: Position | undefined): Place {
  if (position === undefined) return { file };
  const { line, column, offset } = position;
  const before = column <= WIDEST * 0.75 ? column - 1 : WIDEST / 2;
  const start = offset - before;
  const [shown = ""] = text.slice(start, start + WIDEST).split(/\r?\n/, 1);
  return { file, line, column, excerpt: { text: shown, at: before } };
}

const PAGE = "https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md";

/** The section about a code: GitHub makes the anchor of a heading by dropping its slash. */
export function errorsPage(code: IssueCode): string {
  return `${PAGE}#${code.replace("/", "")}`;
}
