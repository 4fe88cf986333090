import { readDocument } from "../../document/parser/read-document.ts";
import { LineCounter } from "../../document/text/line-counter.ts";
import type { DocumentSpan } from "../../document/text/split-documents.ts";
import { findNode, offsetOf } from "../../document/tree/find-node.ts";
import type { LocatedNode } from "../../document/tree/located.ts";
import type { YamlProblem } from "../../document/tree/yaml-problem.ts";
import { factsOf } from "../../result/code-areas.ts";
import type { Issue, Position } from "../../result/issue.ts";
import type { Finding, Place } from "../report/finding.ts";

/** In UTF-16 units: what kubectl prints of a whole cluster is read as JSON, without its places. */
const LARGEST_LOCATED = 1_000_000;

/** Plain data that knows where everything is in its text. */
export interface LocatedValue {
  readonly value: unknown;
  /** What kubectl accepts, but is probably a mistake: `yaml/duplicate-key`. */
  readonly warnings: readonly Finding[];
  /** Where the value at an issue's path begins, or its key; the nearest that is there. */
  placeOf(issue: Pick<Issue, "path" | "code">): Place;
}

/** A place of a position in the text. */
type PlaceAt = (position: Position | undefined) => Place;

/** Reads one document of a text: its value, or what is wrong with it. */
export function readValue(
  text: string,
  span: DocumentSpan,
  placeAt: PlaceAt,
): LocatedValue | readonly Finding[] {
  const content = text.slice(span.content, span.end);
  const large = content.length > LARGEST_LOCATED ? parseJson(content) : undefined;
  if (large !== undefined) return { ...large, warnings: [], placeOf: () => placeAt(undefined) };
  const lines = new LineCounter(text);
  const placeOfOffset = (offset: number) => placeAt(lines.positionAt(span.content + offset));
  const found =
    (severity: Finding["severity"]) =>
    ({ offset, ...problem }: YamlProblem): Finding => {
      return { severity, issue: { ...problem, path: [] }, place: placeOfOffset(offset) };
    };
  const read = readDocument(content);
  if (!read.ok) return read.problems.map(found("error"));
  const { tree, value, warnings } = read;
  return {
    value,
    warnings: warnings.map(found("warning")),
    placeOf: (issue) => placeOfOffset(offsetIn(tree, issue)),
  };
}

/** Whether a document has more than comments. */
export function hasContent(text: string, { content, end }: DocumentSpan): boolean {
  return /^[^\S\n]*[^\s#]/m.test(text.slice(content, end));
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function offsetIn(
  tree: LocatedNode | undefined,
  { path, code }: Pick<Issue, "path" | "code">,
): number {
  if (factsOf(code).key) return offsetOf(tree, path);
  const { complete, node } = findNode(tree, path);
  return (complete ? node?.start : undefined) ?? offsetOf(tree, path);
}
