import { NONE } from "../core/none.ts";
import { injectTree, type TreeInjection } from "./inject-tree.ts";
import { readAndInject } from "./read-and-inject.ts";
import type { YamlSettings } from "./read-yaml-options.ts";
import type { DocumentScanner } from "./scan/document-scanner.ts";
import type { DocumentSpan } from "./text/documents.ts";
import { duplicateKey } from "./tree/duplicate-keys.ts";
import type { LocatedNode } from "./tree/located.ts";
import type { YamlProblem } from "./tree/yaml-problem.ts";

/** What is to become of one document of a text. */
export interface SpanInjection extends TreeInjection {
  readonly tree: LocatedNode | undefined;
  readonly warnings: readonly YamlProblem[];
  /** What the offsets of the tree, the problems and the warnings count from. */
  readonly base: number;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Injects one document of a text: by the scanner where it is certain, else by the `yaml` package. */
export function injectSpan(
  text: string,
  scanner: DocumentScanner,
  { content, end }: DocumentSpan,
  config: unknown,
  { settings, onRead }: YamlSettings,
): SpanInjection {
  const scanned = scanner.scan(content, end);
  if (scanned === undefined) {
    onRead?.("yaml");
    // What a byte order mark stands before begins its line all the same.
    const base = text.startsWith(BYTE_ORDER_MARK, content) ? content + 1 : content;
    const injected = readAndInject(text.slice(base, end), config, settings);
    return {
      ...injected,
      splices: injected.splices.map((splice) => ({ ...splice, offset: splice.offset + base })),
      warnings: [...injected.warnings].sort((a, b) => a.offset - b.offset),
      base,
    };
  }
  onRead?.("scanner");
  const { tree, duplicates } = scanned;
  const { value, plan, splices, problems } = injectTree(text, tree, config, settings);
  const warnings =
    duplicates.length === 0 ? NONE : duplicates.map(({ key, start }) => duplicateKey(key, start));
  return { value, plan, splices, problems, tree, warnings, base: 0 };
}
