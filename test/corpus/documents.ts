import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

const SEPARATOR = /^---[ \t]*(?:#.*)?\r?$/m;

/** The documents of a file as the oracle counts them: blank text before the first separator is not one. */
export function documentsOf(corpus: string, file: string): string[] {
  const parts = readFileSync(join(corpus, "files", file), "utf8").split(SEPARATOR);
  return parts.length > 1 && isBlank(parts[0] ?? "") ? parts.slice(1) : parts;
}

function isBlank(text: string): boolean {
  return text.split("\n").every((line) => line.trim() === "" || line.trim().startsWith("#"));
}

/** A document as plain data, even if a strict parser would reject it. */
export function parseLeniently(text: string): unknown {
  return parseDocument(text, { uniqueKeys: false }).toJS();
}
