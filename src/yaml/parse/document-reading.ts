import type { LocatedNode } from "../tree/located.ts";
import type { YamlProblem } from "../tree/yaml-problem.ts";

/** A document as read, or why it cannot be. */
export type DocumentReading =
  | {
      readonly ok: true;
      /** `undefined` where the document is empty. */
      readonly tree: LocatedNode | undefined;
      readonly warnings: readonly YamlProblem[];
    }
  | { readonly ok: false; readonly problems: readonly [YamlProblem, ...YamlProblem[]] };
