import type { Settings } from "../../inject/compiled-options.ts";
import type { DocumentScanner } from "../scan/document-scanner.ts";
import { duplicateKey } from "../tree/duplicate-keys.ts";
import type { DocumentInjection } from "./document-injection.ts";
import { injectTree } from "./inject-tree.ts";

/** Injects the text of one document the fast way; `undefined` where that is not certain. */
export function scanAndInject(
  text: string,
  scanner: DocumentScanner,
  config: unknown,
  settings: Settings,
): DocumentInjection | undefined {
  const scanned = scanner.scan(text);
  if (scanned === undefined) return undefined;
  const { tree, duplicates } = scanned;
  const { value, plan, splices, problems } = injectTree(text, scanned, config, settings);
  const warnings = duplicates.map(({ key, start }) => duplicateKey(key, start));
  return { value, plan, splices, problems, tree, warnings };
}
