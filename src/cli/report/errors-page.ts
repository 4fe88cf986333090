import type { IssueCode } from "../../result/issue-code.ts";

const PAGE = "https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md";

/** The section about a code: GitHub makes the anchor of a heading by dropping its slash. */
export function errorsPage(code: IssueCode): string {
  return `${PAGE}#${code.replace("/", "")}`;
}
