import type { Finding } from "./finding.ts";

/** What was handed in has issues: they are reported, and the command ends. */
export class IssuesError extends Error {
  override readonly name = "IssuesError";
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super("there are issues");
    this.findings = findings;
  }
}
