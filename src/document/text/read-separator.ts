import type { YamlProblem } from "../tree/yaml-problem.ts";
import { isJsonObject } from "./json-objects.ts";
import type { DocumentSpan } from "./split-documents.ts";

/** `---` alone, or with a comment behind it. */
const SEPARATOR = /^---\s*(?:#.*)?$/;

/** What is wrong with the separator line of a document: kubectl refuses text behind the dashes. */
export function readSeparator(text: string, span: DocumentSpan): YamlProblem | undefined {
  // Nearly every one is three dashes and a line break.
  if (span.content - span.start === 4 && text.startsWith("---\n", span.start)) return undefined;
  if (span.content === span.start || isJsonObject(text, span.start)) return undefined;
  const lines = text.slice(span.start, span.content).trimEnd().split("\n");
  const line = lines.at(-1)?.trimEnd() ?? "";
  if (!line.startsWith("---") || SEPARATOR.test(line)) return undefined;
  return {
    code: "yaml/separator",
    offset: Math.max(span.start, text.lastIndexOf("\n", span.content - 2) + 1),
    message: "a document must begin on the line behind its ---",
    hint: "put --- on a line of its own: kubectl refuses anything but a comment behind it",
  };
}
