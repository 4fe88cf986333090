import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { parseAllDocuments } from "yaml";

/** Of a chart: lines and values that only Helm understands. */
const TEMPLATE_LINE = /^\s*\{\{.*\}\}\s*$/gm;
const TEMPLATE_VALUE = /\{\{.*?\}\}/g;

/** Every CustomResourceDefinition in the files of a folder, and what could not be read. */
export function readCrds(folder: string): { crds: object[]; unread: string[] } {
  const unread: string[] = [];
  const files = globSync(["**/*.{yaml,yml,json}"], { cwd: folder, absolute: true, dot: true });
  const crds = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    if (!text.includes("CustomResourceDefinition")) return [];
    const plain = text.replaceAll(TEMPLATE_LINE, "").replaceAll(TEMPLATE_VALUE, "x");
    try {
      return parseAllDocuments(plain, { strict: false, uniqueKeys: false }).flatMap((document) =>
        definitionsIn(document.toJS({ maxAliasCount: -1 })),
      );
    } catch {
      unread.push(file);
      return [];
    }
  });
  return { crds, unread };
}

function definitionsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  const { kind, items, spec } = value as { kind?: unknown; items?: unknown; spec?: unknown };
  if (Array.isArray(items)) return items.flatMap(definitionsIn);
  // A patch of one has neither.
  const isWhole = typeof spec === "object" && spec !== null && "group" in spec && "names" in spec;
  return kind === "CustomResourceDefinition" && isWhole ? [value] : [];
}
