import { received } from "../../result/received.ts";
import { unreadable } from "../../result/unreadable.ts";
import { type DocumentReading, unreadableDocument } from "../document-reading.ts";
import { toValue } from "../tree/to-value.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { Refusal } from "./cursor.ts";
import { jsonProblem } from "./json-problem.ts";
import { NodeParser } from "./node-parser.ts";

/** What kubectl refuses anywhere: control characters except tab and line breaks, and half surrogate pairs. */
const FORBIDDEN = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/**
 * Reads one document as kubectl does, token by token, for everything that the lexer is not certain of:
 * what kubectl refuses is refused, and what it does not read is not read, with a warning.
 *
 * Problems: `yaml/syntax`, `yaml/template`, `yaml/too-deep`, `yaml/alias`, `yaml/unsupported`,
 * `input/unreadable`; warnings: `yaml/duplicate-key`, `yaml/unread`. Never throws.
 *
 * @param isJson - whether kubectl reads it as JSON
 *
 * See docs/adr/0012-read-as-kubectl-and-check-with-another-reader.md.
 */
export function readDocument(text: string, isJson = false): DocumentReading {
  try {
    const invalid = isJson ? jsonProblem(text) : undefined;
    return invalid === undefined ? read(text, isJson) : unreadableDocument(invalid);
  } catch (error) {
    if (error instanceof Refusal) return unreadableDocument(error.problem);
    // An exception fails this document, at its position, and not the whole call.
    const [{ code, message }] = unreadable(error).issues;
    return unreadableDocument(yamlProblem(code, 0, message));
  }
}

function read(text: string, isJson: boolean): DocumentReading {
  const control = text.search(FORBIDDEN);
  if (control !== -1) {
    const message = `invalid YAML: forbidden character in ${received(text.slice(control, control + 8))}`;
    return unreadableDocument(yamlProblem("yaml/syntax", control, message));
  }
  const parser = new NodeParser(text, isJson);
  const tree = parser.document();
  const rest = parser.rest();
  const warnings = parser.warnings.sort((a, b) => a.offset - b.offset);
  if (rest !== undefined) warnings.push(unread(rest.offset));
  const evaluated = toValue(tree);
  if (!evaluated.ok) {
    return { reader: "yaml", ok: false, tree, problems: [evaluated.problem], warnings };
  }
  const { strayBreak } = parser;
  const { value } = evaluated;
  if (rest !== undefined && !rest.isMarked) {
    return { reader: "yaml", ok: true, tree, value, warnings, obstacle: unread(rest.offset) };
  }
  const obstacle = strayBreak === -1 ? undefined : ambiguousBreak(strayBreak);
  return { reader: "yaml", ok: true, tree, value, warnings, obstacle };
}

function unread(offset: number): YamlProblem {
  return yamlProblem(
    "yaml/unread",
    offset,
    "kubectl reads the document up to here, and ignores the rest",
    "indent it like the line above it, or begin another document with ---",
  );
}

function ambiguousBreak(offset: number): YamlProblem {
  return yamlProblem(
    "yaml/line-break",
    offset,
    "ambiguous line break: a lone carriage return, U+0085, U+2028 and U+2029 end a line for kubectl",
    "write a line feed, or quote the text",
  );
}
