import type { MpsConfig } from "../../index.ts";
import { validateMpsConfig } from "../../index.ts";
import type { MpsConfigOptions } from "../../options/inject-options.ts";
import { readLimitFlags } from "../args/limit-flags.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import { mergeLimits } from "../files/merge-limits.ts";
import { warningsOf } from "../files/place-in-file.ts";
import { readValueFile } from "../files/read-value-file.ts";
import type { Finding } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";

/** A config that is good, with what is worth knowing about it. */
export interface ReadConfig {
  /** Undefined where there is none. */
  readonly config: MpsConfig | undefined;
  readonly warnings: readonly Finding[];
}

/**
 * The limits of `--config` and of the other options, validated.
 *
 * @throws IssuesError where they are no good
 */
export async function readConfig(
  flags: ParsedFlags,
  cwd: string,
  options: MpsConfigOptions,
): Promise<ReadConfig> {
  const name = flags.one("config");
  const file = name === undefined ? undefined : await readValueFile(name, cwd);
  const limits = mergeLimits(file, readLimitFlags(flags));
  if (limits.input === undefined) return { config: undefined, warnings: [] };
  const result = validateMpsConfig(limits.input, options);
  const found = (severity: Finding["severity"]) => (issue: Finding["issue"]) => ({
    severity,
    issue,
    place: limits.placeOf(issue),
  });
  const warnings = [
    ...(file === undefined ? [] : warningsOf(file)),
    ...result.warnings.map(found("warning")),
  ];
  if (result.ok) return { config: result.value, warnings };
  throw new IssuesError([...warnings, ...result.issues.map(found("error"))]);
}
