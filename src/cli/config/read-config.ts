import { type MpsConfig, validateMpsConfig } from "../../index.ts";
import { factsOf } from "../../result/code-areas.ts";
import type { Issue } from "../../result/issue.ts";
import { isObject } from "../../result/unknown-object.ts";
import type { Flag } from "../args/flag.ts";
import type { Run } from "../commands/command.ts";
import { namedFile } from "../input/find-inputs.ts";
import type { Input } from "../input/input.ts";
import type { Place } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";
import { LIMIT_FLAGS, placeOfLimit, readLimitFlags } from "./limit-flags.ts";
import { readValueFile } from "./value-file.ts";

/** The options that give limits. */
export const CONFIG_FLAGS: readonly Flag[] = [
  ...LIMIT_FLAGS,
  { name: "config", short: "c", value: "FILE", about: "limits from YAML or JSON" },
];

/** The limits that the options give; see `readConfig`. */
export function readGivenConfig(run: Run): Promise<ReadConfig | undefined> {
  const name = run.flags.one("config");
  return readConfig(name === undefined ? undefined : namedFile(name, run.io.cwd), run);
}

/** A valid config, and where the parts of it are. */
export interface ReadConfig {
  readonly config: MpsConfig;
  placeOf(issue: Issue): Place;
}

/**
 * The limits of a config file and of options, validated; `undefined` if there are none. Options win over
 * the file, field by field.
 *
 * @throws IssuesError if they are invalid
 */
export async function readConfig(
  input: Input | undefined,
  { flags, options, findings, io }: Run,
): Promise<ReadConfig | undefined> {
  const file = input && (await readValueFile(input, io));
  const written = merge(file?.value, readLimitFlags(flags));
  if (file === undefined && written === undefined) return undefined;
  const isWithin = isRecord(written);
  const placeOf = (issue: Issue): Place =>
    placeOfLimit(
      flags,
      isWithin ? issue.path.slice(1) : issue.path,
      factsOf(issue.code).key === true,
    ) ??
    file?.placeOf(issue) ?? { file: "command line" };
  findings.addAll(file?.warnings ?? []);
  const result = validateMpsConfig(written, { minMemory: options.minMemory });
  findings.addIssues("warning", result.warnings, placeOf);
  if (result.ok) return { config: result.value, placeOf };
  throw new IssuesError(
    result.issues.map((issue) => ({ severity: "error", issue, place: placeOf(issue) })),
  );
}

/** Whether limits are in the `spec` of an `MpsConfig`. */
function isRecord(file: unknown): boolean {
  return isObject(file) && "spec" in file && "kind" in file;
}

/** A file that has no object is left for validation to reject. */
function merge(file: unknown, flags: Readonly<Record<string, unknown>>): unknown {
  if (Object.keys(flags).length === 0) return file;
  if (file !== undefined && !isObject(file)) return file;
  if (file !== undefined && isRecord(file)) return { ...file, spec: merge(file["spec"], flags) };
  const perDevice = "perDevicePinnedMemoryLimit";
  const [theirs, ours] = [file?.[perDevice], flags[perDevice]];
  const merged = { ...file, ...flags };
  return isObject(theirs) && isObject(ours)
    ? { ...merged, [perDevice]: { ...theirs, ...ours } }
    : merged;
}
