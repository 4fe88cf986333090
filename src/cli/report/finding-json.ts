import { formatPath } from "../../result/field-path.ts";
import type { Issue } from "../../result/issue.ts";
import { errorsPage, type Finding, type Place } from "./finding.ts";

/** A finding for programs: an issue with its place, the field as text, and its section of the docs. */
export interface FindingJson extends Omit<Issue, "position">, Omit<Place, "excerpt"> {
  readonly severity: Finding["severity"];
  readonly field: string;
  readonly docs: string;
}

export function findingJson({ severity, issue, place }: Finding): FindingJson {
  const { position: _, ...rest } = issue;
  const { excerpt: __, ...where } = place;
  const field = formatPath(issue.path);
  return { severity, ...where, ...rest, field, docs: errorsPage(issue.code) };
}
