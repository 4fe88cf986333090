import { compileOptions, kindsFromCrds, type WorkloadKind } from "../../index.ts";
import type { Issue } from "../../result/issue.ts";
import { isObject } from "../../result/unknown-object.ts";
import type { InputObject } from "../input/object-reader.ts";
import { type NamedBy, readNamed } from "../input/read-named.ts";
import { IssuesError } from "../report/issues-error.ts";

/**
 * Reads workload kinds from a file: rows, CustomResourceDefinitions, or both, in any number of documents.
 *
 * @throws IssuesError if they are invalid
 */
export async function readKinds(name: string, run: NamedBy): Promise<readonly WorkloadKind[]> {
  const objects = await readNamed([name], run);
  const isCrd = ({ value }: InputObject) =>
    isObject(value) && ("apiVersion" in value || "spec" in value);
  const [crds, rows] = [objects.filter(isCrd), objects.filter((object) => !isCrd(object))];
  const kinds = rows.map(({ value }) => value as unknown as WorkloadKind);
  const compiled = compileOptions({ kinds });
  const read = kindsFromCrds(crds.map(({ value }) => value));
  const found = (from: readonly InputObject[], depth: number) => (issue: Issue) => {
    const inFile = { ...issue, path: issue.path.slice(depth) };
    const place = from[Number(issue.path[depth - 1])]?.placeOf(inFile) ?? { file: name };
    return { issue: inFile, place };
  };
  const warnings = read.warnings.map(found(crds, 1));
  run.findings.addAll(warnings.map((one) => ({ severity: "warning", ...one })));
  const errors = [
    ...(compiled.ok ? [] : compiled.issues.map(found(rows, 2))),
    ...(read.ok ? [] : read.issues.map(found(crds, 1))),
  ];
  if (read.ok && errors.length === 0) return [...kinds, ...read.value];
  throw new IssuesError(errors.map((one) => ({ severity: "error", ...one })));
}
