import type { Run } from "../commands/command.ts";
import { findInputs } from "./find-inputs.ts";
import { type InputObject, ObjectReader } from "./object-reader.ts";
import { readInputs } from "./read-inputs.ts";

/** Reads the objects of the operands. What cannot be read is reported, and hides nothing else. */
export async function readObjects(run: Run): Promise<readonly InputObject[]> {
  const inputs = await findInputs(run.flags.operands, run.io);
  const readers = await readInputs(inputs, run, () => new ObjectReader(run.findings));
  return readers.flatMap(({ objects }) => objects);
}
