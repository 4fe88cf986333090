import { LineCounter } from "../../document/text/line-counter.ts";
import { type DocumentSpan, splitDocuments } from "../../document/text/split-documents.ts";
import { newIssue } from "../../result/issue.ts";
import type { Input } from "../input/input.ts";
import { hasContent, type LocatedValue, readValue } from "../input/located-value.ts";
import type { Io } from "../io.ts";
import { placeIn } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";

/** In UTF-16 units: more than any config has. */
const LARGEST = 1_000_000;

/**
 * Reads a YAML or JSON file of one document.
 *
 * @throws IssuesError if the file cannot be read, or is not valid YAML
 */
export async function readValueFile(input: Input, io: Io): Promise<LocatedValue> {
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

function parse(name: string, text: string): LocatedValue {
  const [span = EMPTY, second] = [...splitDocuments(text)].filter((one) => hasContent(text, one));
  if (second !== undefined) {
    const message = "only one document is allowed";
    const issue = newIssue("yaml/syntax", [], message, "remove the others");
    const place = placeIn(name, text, new LineCounter(text).positionAt(second.start));
    throw new IssuesError([{ severity: "error", issue, place }]);
  }
  const read = readValue(text, span, (position) => placeIn(name, text, position));
  if ("placeOf" in read) return read;
  throw new IssuesError(read);
}

const EMPTY: DocumentSpan = { start: 0, content: 0, end: 0, line: 0 };
