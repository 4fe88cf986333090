import { isAlias, isMap, isScalar, isSeq, parseDocument, type Scalar } from "yaml";
import { itemsOf, type LocatedEntry, type LocatedNode } from "../tree/located.ts";
import { resolveKey, resolveScalar } from "../tree/resolve-scalar.ts";
import { inYaml12 } from "./in-yaml-1-2.ts";

/** Nothing is resolved here: plain scalars stay text. */
const OPTIONS = {
  schema: "failsafe",
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

/**
 * Compares a tree with what the `yaml` package, a reader of YAML 1.2, reads in the same text. Returns the
 * offset of a node in which they differ; `undefined` if there is none.
 */
export function differsFromYaml(text: string, tree: LocatedNode | undefined): number | undefined {
  const document = parseDocument(inYaml12(text), OPTIONS);
  const [error] = document.errors;
  // The offset is near, since little is written otherwise.
  if (error !== undefined) return Math.min(error.pos[0], text.length);
  return differenceIn(document.contents, tree);
}

/** Where a node of the package differs from one of ours. */
function differenceIn(node: unknown, ours: LocatedNode | undefined, from = 0): number | undefined {
  if (ours === undefined) return isNothing(node) ? undefined : from;
  const { start } = ours;
  switch (ours.type) {
    case "alias":
      return isAlias(node) ? undefined : start;
    case "scalar":
      return isScalar(node) && scalarOf(node) === ours.value ? undefined : start;
    case "list":
      if (!isSeq(node) || node.items.length !== ours.items.length) return start;
      break;
    default:
      if (!isMap(node) || node.items.length !== ours.entries.length) return start;
      if (node.items.some(({ key }, index) => !isSameKey(key, ours.entries[index]))) return start;
  }
  const values = isMap(node) ? node.items.map(({ value }) => value) : node.items;
  for (const [index, { start: itemStart, value }] of itemsOf(ours).entries()) {
    const difference = differenceIn(values[index], value, itemStart);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.source === "" && node.tag === undefined);
}

function isSameKey(key: unknown, entry: LocatedEntry | undefined): boolean {
  if (isAlias(key)) return true;
  const value = isScalar(key) ? scalarOf(key) : undefined;
  return value !== undefined && resolveKey(value) === entry?.key;
}

function scalarOf({ source, type, tag }: Scalar) {
  return resolveScalar(source ?? "", type === "PLAIN", tag);
}
