import { compileOptions, type WorkloadKind } from "../../index.ts";
import { IssuesError } from "../report/issues-error.ts";
import { placeIn } from "../report/place-in.ts";
import { readValueFile } from "./read-value-file.ts";

/** Reads workload kinds from a file: a list of them, or a single one. */
export async function readKinds(name: string, cwd: string): Promise<readonly WorkloadKind[]> {
  const file = await readValueFile(name, cwd);
  const isList = Array.isArray(file.value);
  const kinds = (isList ? file.value : [file.value]) as readonly WorkloadKind[];
  const compiled = compileOptions({ kinds });
  if (compiled.ok) return kinds;
  throw new IssuesError(
    compiled.issues.map((issue) => {
      const path = issue.path.slice(isList ? 1 : 2);
      const place = placeIn(name, file.text, file.positionOf(path, "value"));
      return { severity: "error", issue: { ...issue, path }, place };
    }),
  );
}
