import { formatPath } from "../../core/format-path.ts";
import { errorsPage } from "./errors-page.ts";
import type { Finding } from "./finding.ts";

/** A finding for machines. */
export function findingJson({ severity, issue, place }: Finding) {
  const { code, message, hint, received, path } = issue;
  const { file, line, column } = place;
  return {
    severity,
    code,
    message,
    hint,
    received,
    file,
    line,
    column,
    path,
    field: formatPath(path),
    docs: errorsPage(code),
  };
}
