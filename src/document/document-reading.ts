import type { LocatedNode } from "./tree/located.ts";
import type { YamlProblem } from "./tree/yaml-problem.ts";

/** A document as data, or why it cannot be read. */
export type DocumentReading = {
  /** The lexer makes only the part of the value that is needed; the `yaml` package all of it. */
  readonly reader: "lexer" | "yaml";
  /**
   * `undefined` for an empty document, or one that cannot be parsed. The lexer's is valid until it reads
   * the next document.
   */
  readonly tree: LocatedNode | undefined;
  /** In the order of the text. */
  readonly warnings: readonly YamlProblem[];
} & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly [YamlProblem, ...YamlProblem[]] }
);
