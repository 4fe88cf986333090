import type { MpsConfig } from "../../index.ts";
import type { PolicySet } from "../../policy/index.ts";
import type { Flag } from "../args/flag.ts";
import type { Run } from "../commands/command.ts";
import type { InputObject } from "../input/object-reader.ts";
import { readNamed } from "../input/read-named.ts";
import { IssuesError } from "../report/issues-error.ts";

export const POLICY_FLAG: Flag = {
  name: "policy",
  value: "FILE|DIR",
  repeats: true,
  about: "GpuSharingPolicies that hold for all of it",
};

/** Policies, and the documents that they are from. */
export interface ReadPolicies {
  readonly set: PolicySet;
  readonly objects: readonly InputObject[];
}

/**
 * Reads and compiles the policies that options name; `undefined` without any.
 *
 * @param requested - what every container asks for
 * @throws IssuesError if one of them is invalid
 */
export async function readPolicies(
  run: Run,
  requested?: MpsConfig,
  needsOperands = true,
): Promise<ReadPolicies | undefined> {
  const { flags, findings, options } = run;
  const names = flags.all(POLICY_FLAG.name);
  if (names.length === 0) return undefined;
  const objects = await readNamed(names, run, needsOperands);
  // Loaded only if there are policies: runs without them start no slower.
  const { compilePolicies } = await import("../../policy/index.ts");
  const values = objects.map(({ value }) => value);
  const compiled = compilePolicies(values, { requested, minMemory: options.minMemory });
  const found = (severity: "error" | "warning") => (all: typeof compiled.warnings) =>
    all.map(({ path: [index, ...path], ...rest }) => {
      const issue = { ...rest, path };
      const place = objects[Number(index)]?.placeOf(issue) ?? { file: names.join(", ") };
      return { severity, issue, place };
    });
  findings.addAll(found("warning")(compiled.warnings));
  if (compiled.ok) return { set: compiled.value, objects };
  throw new IssuesError(found("error")(compiled.issues));
}
