import type { IssueCode } from "../../result/issue-code.ts";

/** What is wrong with a text, or worth knowing: lies at an offset, not at a path in an object. */
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
