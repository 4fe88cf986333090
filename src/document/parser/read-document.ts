import type { Document } from "yaml";
import { NONE } from "../../result/none.ts";
import { received } from "../../result/received.ts";
import { unreadable } from "../../result/unreadable.ts";
import { type DocumentReading, unreadableDocument } from "../document-reading.ts";
import { columnOf } from "../text/text-lines.ts";
import { toValue } from "../tree/to-value.ts";
import { yamlProblem } from "../tree/yaml-problem.ts";
import { IndentedText } from "./indented-text.ts";
import { NodeLocator } from "./node-locator.ts";
import { parseDocument } from "./parse-document.ts";

/** Each under-indented passage costs another pass, and no document has this many. */
const MAX_PASSES = 64;

/** What YAML forbids anywhere: control characters except tab and line breaks, and half surrogate pairs. */
const FORBIDDEN = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/**
 * Reads one document with the `yaml` package, but as kubectl reads it: the slow and sure reader for
 * everything that the lexer is not certain of. Text after `...` or another `---` is not read.
 *
 * Problems: `yaml/syntax`, `yaml/template`, `yaml/too-deep`, `yaml/line-break`, `yaml/alias`,
 * `yaml/unsupported`, `input/unreadable`; warnings: `yaml/duplicate-key`. Never throws.
 * See docs/adr/0002-two-readers-one-located-tree.md.
 */
export function readDocument(text: string): DocumentReading {
  try {
    return read(text);
  } catch (error) {
    // An exception from the package fails this document, at its position, and not the whole call.
    const [{ code, message }] = unreadable(error).issues;
    return unreadableDocument(yamlProblem(code, 0, message));
  }
}

function read(text: string): DocumentReading {
  const control = text.search(FORBIDDEN);
  if (control !== -1) {
    const message = `invalid YAML: forbidden character in ${received(text.slice(control, control + 8))}`;
    return unreadableDocument(yamlProblem("yaml/syntax", control, message));
  }
  let indented = new IndentedText(text);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const parsed = parseDocument(indented.text);
    if ("problem" in parsed) {
      const offset = indented.toOriginal(parsed.problem.offset);
      return unreadableDocument({ ...parsed.problem, offset });
    }
    if ("document" in parsed) return evaluate(parsed.document, text, indented);
    const { start, end } = parsed.underIndented;
    indented = indented.indent(start, end, columnOf(indented.text, start) + 1);
  }
  const message = "too many quoted or flow texts are indented less than their keys";
  return unreadableDocument(yamlProblem("yaml/unsupported", 0, message));
}

function evaluate(
  document: Document.Parsed | undefined,
  text: string,
  indented: IndentedText,
): DocumentReading {
  if (document === undefined) {
    return { reader: "yaml", ok: true, tree: undefined, value: null, warnings: NONE };
  }
  // The first error causes most of those that follow.
  const [error] = document.errors;
  if (error !== undefined) {
    const offset = indented.toOriginal(error.pos[0]);
    return unreadableDocument(yamlProblem("yaml/syntax", offset, `invalid YAML: ${error.message}`));
  }
  const locator = new NodeLocator(text, (offset) => indented.toOriginal(offset));
  const tree = locator.locate(document.contents);
  const [problem, ...problems] = locator.problems;
  if (problem !== undefined) return unreadableDocument(problem, ...problems);
  const warnings = locator.warnings.sort((a, b) => a.offset - b.offset);
  const evaluation = toValue(tree);
  return evaluation.ok
    ? { reader: "yaml", ok: true, tree, value: evaluation.value, warnings }
    : { reader: "yaml", ok: false, tree, problems: [evaluation.problem], warnings };
}
