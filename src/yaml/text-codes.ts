import type { CodeArea } from "../result/code-area.ts";
import { LIMITS_CODES } from "../result/codes/limits.ts";
import { WORKLOAD_CODES } from "../result/codes/workload.ts";

/** The areas of codes that are not the same for every document, or have no position in the text. */
export const TEXT_AREAS: readonly CodeArea[] = [LIMITS_CODES, WORKLOAD_CODES];
