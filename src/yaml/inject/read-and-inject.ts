import { NONE } from "../../core/none.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { readDocument } from "../parse/read-document.ts";
import type { LocatedNode } from "../tree/located.ts";
import { toValue } from "../tree/to-value.ts";
import type { YamlProblem } from "../tree/yaml-problem.ts";
import type { DocumentInjection } from "./document-injection.ts";
import { injectTree } from "./inject-tree.ts";

/**
 * Injects the text of one document, whatever its style: the slow and sure way. What it answers has
 * been read again and found to come to the edited object.
 */
export function readAndInject(
  text: string,
  config: unknown,
  settings: Settings,
): DocumentInjection {
  const read = readDocument(text);
  if (!read.ok) return refused(undefined, read.problems, NONE);
  const { tree } = read;
  const warnings = [...read.warnings].sort((a, b) => a.offset - b.offset);
  const evaluated = toValue(tree);
  if (!evaluated.ok) return refused(tree, [evaluated.problem], warnings);
  const { value } = evaluated;
  const injected = injectTree(text, { tree, value }, config, settings, { verify: true });
  return { ...injected, tree, warnings };
}

function refused(
  tree: LocatedNode | undefined,
  problems: readonly YamlProblem[],
  warnings: readonly YamlProblem[],
): DocumentInjection {
  return { value: undefined, plan: undefined, splices: NONE, problems, tree, warnings };
}
