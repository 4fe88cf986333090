import { readDocument } from "../../document/parser/read-document.ts";
import { LineCounter } from "../../document/text/line-counter.ts";
import { type DocumentSpan, splitDocuments } from "../../document/text/split-documents.ts";
import { findNode, offsetOf } from "../../document/tree/find-node.ts";
import type { LocatedNode } from "../../document/tree/located.ts";
import { type YamlProblem, yamlProblem } from "../../document/tree/yaml-problem.ts";
import { factsOf } from "../../result/code-areas.ts";
import { type Issue, newIssue } from "../../result/issue.ts";
import type { Input } from "../input/input.ts";
import type { Io } from "../io.ts";
import { type Finding, type Place, placeIn } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";

/** In UTF-16 units: more than any config or list of kinds has. */
const LARGEST = 1_000_000;

/** A YAML or JSON file of one document, as plain data that knows where everything is. */
export interface ValueFile {
  readonly name: string;
  readonly value: unknown;
  /** What kubectl accepts, but is probably a mistake: `yaml/duplicate-key`. */
  readonly warnings: readonly Finding[];
  /** Where the value at an issue's path begins, or its key; the nearest that is there. */
  placeOf(issue: Issue): Place;
}

/** @throws IssuesError if the file cannot be read, or is not valid YAML */
export async function readValueFile(input: Input, io: Io): Promise<ValueFile> {
  const { name } = input;
  let text = "";
  for await (const chunk of input.read(io)) {
    text += chunk;
    if (text.length <= LARGEST) continue;
    const message = "the file is too large for a config";
    const issue = newIssue("yaml/too-long", [], message, "pass manifests to inject or scan");
    throw new IssuesError([{ severity: "error", issue, place: { file: name } }]);
  }
  return parse(name, text.replace(/^\uFEFF/, ""));
}

function parse(name: string, text: string): ValueFile {
  const [span = EMPTY, second] = [...splitDocuments(text)].filter((one) => hasContent(text, one));
  const lines = new LineCounter(text);
  const placeAt = (offset: number) => placeIn(name, text, lines.positionAt(span.content + offset));
  const found =
    (severity: Finding["severity"]) =>
    ({ offset, ...problem }: YamlProblem): Finding => {
      return { severity, issue: { ...problem, path: [] }, place: placeAt(offset) };
    };
  if (second !== undefined) {
    const [at, message] = [second.start - span.content, "only one document is allowed"];
    throw new IssuesError([
      found("error")(yamlProblem("yaml/syntax", at, message, "remove the others")),
    ]);
  }
  const read = readDocument(text.slice(span.content, span.end));
  if (!read.ok) throw new IssuesError(read.problems.map(found("error")));
  const { tree, value, warnings } = read;
  return {
    name,
    value,
    warnings: warnings.map(found("warning")),
    placeOf: (issue) => placeAt(offsetIn(tree, issue)),
  };
}

const EMPTY: DocumentSpan = { start: 0, content: 0, end: 0, line: 0 };

function hasContent(text: string, { content, end }: DocumentSpan): boolean {
  return /^[^\S\n]*[^\s#]/m.test(text.slice(content, end));
}

function offsetIn(tree: LocatedNode | undefined, { path, code }: Issue): number {
  if (factsOf(code).key) return offsetOf(tree, path);
  const { complete, node } = findNode(tree, path);
  return (complete ? node?.start : undefined) ?? offsetOf(tree, path);
}
