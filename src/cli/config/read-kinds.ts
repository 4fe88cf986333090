import { compileOptions, type WorkloadKind } from "../../index.ts";
import { namedFile } from "../input/find-inputs.ts";
import type { Io } from "../io.ts";
import { IssuesError } from "../report/issues-error.ts";
import { readValueFile } from "./value-file.ts";

/**
 * Reads workload kinds from a file: a list of them, or a single one.
 *
 * @throws IssuesError if they are invalid
 */
export async function readKinds(name: string, io: Io): Promise<readonly WorkloadKind[]> {
  const file = await readValueFile(namedFile(name, io.cwd), io);
  const isList = Array.isArray(file.value);
  const kinds = (isList ? file.value : [file.value]) as readonly WorkloadKind[];
  const compiled = compileOptions({ kinds });
  if (compiled.ok) return kinds;
  throw new IssuesError(
    compiled.issues.map((issue) => {
      const inFile = { ...issue, path: issue.path.slice(isList ? 1 : 2) };
      return { severity: "error", issue: inFile, place: file.placeOf(inFile) };
    }),
  );
}
