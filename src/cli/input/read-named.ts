import type { ParsedFlags } from "../args/parse-flags.ts";
import type { Io } from "../io.ts";
import type { Finding, FindingSink } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";
import { UsageError } from "../usage-error.ts";
import { findInputs } from "./find-inputs.ts";
import { type InputObject, ObjectReader } from "./object-reader.ts";
import { readInputs } from "./read-inputs.ts";

/** In UTF-16 units: all definitions of a large cluster. */
const LARGEST = 134_217_728;

/** The command line that names files, and where warnings about them go. */
export interface NamedBy {
  readonly flags: ParsedFlags;
  readonly io: Io;
  readonly findings: FindingSink;
}

/**
 * Reads the objects of files that an option names: files, folders, globs, or `-` where standard input is
 * not read for anything else.
 *
 * @param needsOperands - whether standard input is read if there are none
 * @throws IssuesError with all that is wrong: half of what an option names is not what was meant
 */
export async function readNamed(
  names: readonly string[],
  { flags, findings, io }: NamedBy,
  needsOperands = true,
): Promise<readonly InputObject[]> {
  if (names.length === 0) return [];
  const isShared = flags.readsOfStdin > (needsOperands || flags.operands.length > 0 ? 1 : 2);
  if (names.includes("-") && isShared) {
    throw new UsageError("standard input can be read only once", "name files for the others");
  }
  const errors: Finding[] = [];
  const addAll = (found: readonly Finding[]) => {
    errors.push(...found.filter(({ severity }) => severity === "error"));
    findings.addAll(found.filter(({ severity }) => severity === "warning"));
  };
  const run = { io, findings: { addAll }, options: { maxDocumentLength: LARGEST } };
  const inputs = await findInputs(names, io);
  const readers = await readInputs(inputs, run, () => new ObjectReader(run.findings));
  if (errors.length > 0) throw new IssuesError(errors);
  return readers.flatMap(({ objects }) => objects);
}
