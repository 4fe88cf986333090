import type { Document } from "yaml";
import { NONE } from "../../result/none.ts";
import { received } from "../../result/received.ts";
import { unreadable } from "../../result/unreadable.ts";
import type { DocumentReading } from "../document-reading.ts";
import { toValue } from "../tree/to-value.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { IndentedText } from "./indented-text.ts";
import { locateNodes } from "./locate-nodes.ts";
import { parseDocument } from "./parse-document.ts";

/** More under-indented passages than anybody writes: each costs another pass. */
const MAX_PASSES = 64;

/** What YAML forbids anywhere: control characters except tab and line breaks, halves of pairs. */
const FORBIDDEN = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/**
 * Reads one document by the `yaml` package, but as kubectl reads it: the slow and sure reader, for
 * everything the lexer is not certain of. Text after `...` or a further `---` is not read.
 *
 * Problems: `yaml/syntax`, `yaml/template`, `yaml/too-deep`, `yaml/line-break`, `yaml/alias`,
 * `yaml/unsupported`, `input/unreadable`; warnings: `yaml/duplicate-key`. Never throws.
 * See docs/adr/0002-two-readers-one-located-tree.md.
 */
export function readDocument(text: string): DocumentReading {
  try {
    return read(text);
  } catch (error) {
    // What the package throws is one document's failure, with its position, not the whole call's.
    const [{ code, message }] = unreadable(error).issues;
    return failed(yamlProblem(code, 0, message));
  }
}

function read(text: string): DocumentReading {
  const control = text.search(FORBIDDEN);
  if (control !== -1) {
    const message = `invalid YAML: forbidden character in ${received(text.slice(control, control + 8))}`;
    return failed(yamlProblem("yaml/syntax", control, message));
  }
  let indented = new IndentedText(text);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const parsed = parseDocument(indented.text);
    if ("problem" in parsed) {
      const offset = indented.toOriginal(parsed.problem.offset);
      return failed({ ...parsed.problem, offset });
    }
    if ("document" in parsed) return evaluated(parsed.document, text, indented);
    const { start, end } = parsed.undented;
    const column = start - (indented.text.lastIndexOf("\n", start) + 1);
    indented = indented.indent(start, end, column + 1);
  }
  const message = "too many quoted or flow texts are indented less than the keys they belong to";
  return failed(yamlProblem("yaml/unsupported", 0, message));
}

function evaluated(
  document: Document.Parsed | undefined,
  text: string,
  indented: IndentedText,
): DocumentReading {
  if (document === undefined) {
    return { reader: "yaml", ok: true, tree: undefined, value: null, warnings: NONE };
  }
  // What follows the first error is mostly caused by it.
  const [error] = document.errors;
  if (error !== undefined) {
    const offset = indented.toOriginal(error.pos[0]);
    return failed(yamlProblem("yaml/syntax", offset, `invalid YAML: ${error.message}`));
  }
  const located = locateNodes(document, text, (offset) => indented.toOriginal(offset));
  const { tree } = located;
  const [problem, ...problems] = located.problems;
  if (problem !== undefined) return failed(problem, ...problems);
  const warnings = [...located.warnings].sort((a, b) => a.offset - b.offset);
  const evaluation = toValue(tree);
  return evaluation.ok
    ? { reader: "yaml", ok: true, tree, value: evaluation.value, warnings }
    : { reader: "yaml", ok: false, tree, problems: [evaluation.problem], warnings };
}

function failed(...problems: [YamlProblem, ...YamlProblem[]]): DocumentReading {
  return { reader: "yaml", ok: false, tree: undefined, problems, warnings: NONE };
}
