import type { Finding } from "./finding.ts";

/** An input cannot be used: its findings are reported. */
export class IssuesError extends Error {
  override readonly name = "IssuesError";
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super("there are issues");
    this.findings = findings;
  }
}
