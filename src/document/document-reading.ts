import { NONE } from "../result/none.ts";
import type { LocatedNode } from "./tree/located.ts";
import type { YamlProblem } from "./tree/yaml-problem.ts";

/** A document as data, or why it cannot be read. */
export type DocumentReading = {
  /** The lexer evaluates only the part of the value that is needed; the parser all of it. */
  readonly reader: "lexer" | "yaml";
  /**
   * `undefined` if the document is empty or cannot be parsed. The lexer's tree is valid until it reads
   * the next document.
   */
  readonly tree: LocatedNode | undefined;
  /** In the order of the text. */
  readonly warnings: readonly YamlProblem[];
} & (
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Why it must not be edited, though it can be read. */
      readonly obstacle?: YamlProblem | undefined;
    }
  | { readonly ok: false; readonly problems: readonly [YamlProblem, ...YamlProblem[]] }
);

/** The reading of a document that has no tree. */
export function unreadableDocument(...problems: [YamlProblem, ...YamlProblem[]]): DocumentReading {
  return { reader: "yaml", ok: false, tree: undefined, problems, warnings: NONE };
}
