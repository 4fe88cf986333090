import { readDocument } from "../../document/parser/read-document.ts";
import { LineCounter } from "../../document/text/line-counter.ts";
import { type DocumentSpan, splitDocuments } from "../../document/text/split-documents.ts";
import { findNode, offsetOf } from "../../document/tree/find-node.ts";
import type { LocatedNode } from "../../document/tree/located.ts";
import { type YamlProblem, yamlProblem } from "../../document/tree/yaml-problem.ts";
import type { FieldPath } from "../../result/field-path.ts";
import type { Issue, Position } from "../../result/issue.ts";
import type { Result } from "../../result/result.ts";
import { failure, success } from "../../result/result.ts";

/** Plain data read from YAML or JSON, which remembers where everything was. */
export interface ReadValue {
  readonly value: unknown;
  /** What kubectl would let pass, but somebody should hear of. */
  readonly warnings: readonly Issue[];
  /** Where the value at a path begins, or its key; the nearest that is there. */
  positionOf(path: FieldPath, part: "key" | "value"): Position;
}

/**
 * Reads the one document of a text, as manifests are read.
 *
 * Issues: `yaml/*`; warning: `yaml/duplicate-key`.
 */
export function readValue(text: string): Result<ReadValue> {
  const [span = EMPTY, second] = [...splitDocuments(text)].filter((one) => hasContent(text, one));
  const positionAt = (offset: number) => new LineCounter(text).positionAt(span.content + offset);
  const placed = ({ offset, ...problem }: YamlProblem): Issue => ({
    ...problem,
    path: [],
    position: positionAt(offset),
  });
  if (second !== undefined) return failure([placed(secondDocument(second.start - span.content))]);
  const read = readDocument(text.slice(span.content, span.end));
  if (!read.ok) {
    const [first, ...others] = read.problems;
    return failure([placed(first), ...others.map(placed)]);
  }
  const { tree } = read;
  return success({
    value: read.value,
    warnings: read.warnings.map(placed),
    positionOf: (path, part) => positionAt(offsetIn(tree, path, part)),
  });
}

const EMPTY: DocumentSpan = { start: 0, content: 0, end: 0, line: 0 };

function hasContent(text: string, { content, end }: DocumentSpan): boolean {
  return /^[^\S\n]*[^\s#]/m.test(text.slice(content, end));
}

function secondDocument(offset: number): YamlProblem {
  const message = "there is a second document, and only one can be meant";
  return yamlProblem("yaml/syntax", offset, message, "leave it out");
}

function offsetIn(tree: LocatedNode | undefined, path: FieldPath, part: "key" | "value"): number {
  if (part === "key") return offsetOf(tree, path);
  const { complete, node } = findNode(tree, path);
  return (complete ? node?.start : undefined) ?? offsetOf(tree, path);
}
