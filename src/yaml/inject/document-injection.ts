import type { LocatedNode } from "../tree/located.ts";
import type { YamlProblem } from "../tree/yaml-problem.ts";
import type { TreeInjection } from "./inject-tree.ts";

/** What is to become of the text of one document. */
export interface DocumentInjection extends TreeInjection {
  readonly tree: LocatedNode | undefined;
  readonly warnings: readonly YamlProblem[];
}
