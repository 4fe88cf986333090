import { type CodeArea, factsIn } from "../result/code-area.ts";
import { LIMITS_CODES } from "../result/codes/limits.ts";
import { WORKLOAD_CODES } from "../result/codes/workload.ts";
import type { Issue } from "../result/issue.ts";

/** The areas of codes that are not the same for every document, or have no position in the text. */
export const TEXT_AREAS: readonly CodeArea[] = [LIMITS_CODES, WORKLOAD_CODES];

/** Whether the path of an issue leads through the limits, which have no position in a manifest. */
export function isAboutLimits({ code }: Issue): boolean {
  return factsIn(TEXT_AREAS, code)?.about === "limits";
}
