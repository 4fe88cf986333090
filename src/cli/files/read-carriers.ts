import type { Carrier } from "../../workload/carrier.ts";
import { carrierIssues } from "../../workload/carrier-issues.ts";
import { IssuesError } from "../report/issues-error.ts";
import { placeIn } from "../report/place-in.ts";
import { readValueFile } from "./read-value-file.ts";

/** Rows of carriers from a file: a list of them, or a single one. */
export async function readCarriers(name: string, cwd: string): Promise<readonly Carrier[]> {
  const file = await readValueFile(name, cwd);
  const isList = Array.isArray(file.value);
  const rows: readonly unknown[] = isList ? (file.value as unknown[]) : [file.value];
  const issues = rows.flatMap((row, index) => carrierIssues(row, isList ? [index] : []));
  if (issues.length === 0) return rows as readonly Carrier[];
  throw new IssuesError(
    issues.map((issue) => ({
      severity: "error",
      issue,
      place: placeIn(name, file.text, file.positionOf(issue.path, "value")),
    })),
  );
}
