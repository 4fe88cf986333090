import type { Issue } from "../../result/issue.ts";
import { readLines } from "../files/read-lines.ts";
import type { Source } from "../files/source.ts";
import type { Finding } from "./finding.ts";
import { MOST_SHOWN } from "./reporter.ts";

/** The issues of a source as findings, with the lines they are on. */
export async function findingsIn(
  source: Source,
  severity: Finding["severity"],
  issues: readonly Issue[],
): Promise<Finding[]> {
  const shown = issues.slice(0, MOST_SHOWN);
  const numbers = shown.flatMap(({ position }) => position?.line ?? []);
  const lines = numbers.length === 0 ? undefined : await readLines(source, numbers);
  return issues.map((issue) => {
    const { line, column } = issue.position ?? {};
    const text = line === undefined ? undefined : lines?.get(line);
    return {
      severity,
      issue,
      place: {
        file: source.name,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
        ...(text === undefined ? {} : { text }),
      },
    };
  });
}
