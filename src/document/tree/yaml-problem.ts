import type { IssueCode } from "../../result/issue-code.ts";

/** An issue or warning about a text. It has an offset, where other issues have a path. */
export interface YamlProblem {
  readonly code: IssueCode;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

export function yamlProblem(
  code: IssueCode,
  offset: number,
  message: string,
  hint?: string,
): YamlProblem {
  return { code, offset, message, ...(hint === undefined ? {} : { hint }) };
}

/** A value, or why there is none. */
export type OrProblem<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: YamlProblem };

/** The warning for a key that an earlier entry of its map has as well. */
export function duplicateKey(key: string, offset: number): YamlProblem {
  return yamlProblem(
    "yaml/duplicate-key",
    offset,
    `duplicate key ${JSON.stringify(key)}: kubectl uses the last`,
    "remove one of them: a strict server rejects both",
  );
}
