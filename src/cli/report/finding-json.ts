import { formatPath } from "../../result/field-path.ts";
import type { Issue } from "../../result/issue.ts";
import { errorsPage } from "./errors-page.ts";
import type { Finding } from "./finding.ts";

/** A finding for machines: an issue with its file, the field as text, and its section of the docs. */
export interface FindingJson extends Omit<Issue, "position"> {
  readonly severity: Finding["severity"];
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly field: string;
  readonly docs: string;
}

export function findingJson({ severity, issue, place }: Finding): FindingJson {
  const { position: _, ...rest } = issue;
  const { text: __, ...where } = place;
  return {
    severity,
    ...where,
    ...rest,
    field: formatPath(issue.path),
    docs: errorsPage(issue.code),
  };
}
