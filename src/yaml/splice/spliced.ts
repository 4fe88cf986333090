import type { Splice } from "../text/splice.ts";
import type { YamlProblem } from "../tree/yaml-problem.ts";

/** Edits as splices, in the order of the text, or why they cannot be written. */
export type Spliced =
  | { readonly ok: true; readonly splices: readonly Splice[] }
  | { readonly ok: false; readonly problem: YamlProblem };
