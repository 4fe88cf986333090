import type { Document } from "yaml";
import { NONE } from "../../core/none.ts";
import { received } from "../../core/received.ts";
import { unreadable } from "../../core/unreadable.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { findControlCharacter } from "./control-character.ts";
import type { DocumentReading } from "./document-reading.ts";
import { locateNodes } from "./locate-nodes.ts";
import { MendedText } from "./mended-text.ts";
import { parseDocument } from "./parse-document.ts";

/** More under-indented passages than anybody writes: each costs another pass. */
const MOST_PASSES = 64;

/**
 * Reads one document by the `yaml` package, but as kubectl reads it: the slow and sure reader, for
 * whatever the scanner is not certain of. Text behind `...` or a further `---` is not looked at.
 *
 * Problems: `yaml/syntax`, `yaml/template`, `yaml/too-deep`, `yaml/line-break`, `yaml/alias`,
 * `yaml/unsupported`, `input/unreadable`; warnings: `yaml/duplicate-key`. Never throws.
 */
export function readDocument(text: string): DocumentReading {
  try {
    return read(text);
  } catch (error) {
    // What the package throws at is one document's failure, with its place, not the whole call's.
    const [{ code, message }] = unreadable(error).issues;
    return failed(yamlProblem(code, 0, message));
  }
}

function read(text: string): DocumentReading {
  const control = findControlCharacter(text);
  if (control !== -1) {
    const shown = received(text.slice(control, control + 8));
    return failed(
      yamlProblem("yaml/syntax", control, `YAML cannot hold the character in ${shown}`),
    );
  }
  let mended = new MendedText(text);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const parsed = parseDocument(mended.text);
    if ("problem" in parsed) {
      const offset = mended.toOriginal(parsed.problem.offset);
      return failed({ ...parsed.problem, offset });
    }
    if ("document" in parsed) return located(parsed.document, text, mended);
    const { start, end } = parsed.undented;
    const column = start - (mended.text.lastIndexOf("\n", start) + 1);
    mended = mended.indent(start, end, column + 1);
  }
  const message = "too many quoted or flow texts are indented less than the keys they belong to";
  return failed(yamlProblem("yaml/unsupported", 0, message));
}

function located(
  document: Document.Parsed | undefined,
  text: string,
  mended: MendedText,
): DocumentReading {
  if (document === undefined) return { ok: true, tree: undefined, warnings: NONE };
  // What follows the first error is mostly of its making.
  const [error] = document.errors;
  if (error !== undefined) {
    const offset = mended.toOriginal(error.pos[0]);
    return failed(yamlProblem("yaml/syntax", offset, `this is no YAML: ${error.message}`));
  }
  return locateNodes(document, text, (offset) => mended.toOriginal(offset));
}

function failed(problem: YamlProblem): DocumentReading {
  return { ok: false, problems: [problem] };
}
