import { type MpsConfig, validateMpsConfig } from "../../index.ts";
import { factsOf } from "../../result/code-areas.ts";
import type { Issue } from "../../result/issue.ts";
import { isObject } from "../../result/unknown-object.ts";
import type { Run } from "../commands/command.ts";
import { namedFile } from "../input/find-inputs.ts";
import type { Finding } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";
import { placeOfLimit, readLimitFlags } from "./limit-flags.ts";
import { readValueFile } from "./value-file.ts";

/**
 * The limits of `--config` and of the other options, validated; `undefined` if there are none. Options
 * win over the file, field by field.
 *
 * @throws IssuesError if they are invalid
 */
export async function readConfig(run: Run): Promise<MpsConfig | undefined> {
  const { flags, options, findings, io } = run;
  const name = flags.one("config");
  const file = name === undefined ? undefined : await readValueFile(namedFile(name, io.cwd), io);
  const config = merge(file?.value, readLimitFlags(flags));
  if (file === undefined && config === undefined) return undefined;
  const found = (severity: Finding["severity"]) => (issue: Issue) => ({
    severity,
    issue,
    place: placeOfLimit(flags, issue.path, factsOf(issue.code).key === true) ??
      file?.placeOf(issue) ?? { file: "command line" },
  });
  const result = validateMpsConfig(config, { minMemory: options.minMemory });
  const warnings = [...(file?.warnings ?? []), ...result.warnings.map(found("warning"))];
  if (!result.ok) throw new IssuesError([...warnings, ...result.issues.map(found("error"))]);
  findings.addAll(warnings);
  return result.value;
}

/** A file that has no object is left for validation to reject. */
function merge(file: unknown, flags: Readonly<Record<string, unknown>>): unknown {
  if (Object.keys(flags).length === 0) return file;
  if (file !== undefined && !isObject(file)) return file;
  const perDevice = "perDevicePinnedMemoryLimit";
  const [theirs, ours] = [file?.[perDevice], flags[perDevice]];
  const merged = { ...file, ...flags };
  return isObject(theirs) && isObject(ours)
    ? { ...merged, [perDevice]: { ...theirs, ...ours } }
    : merged;
}
