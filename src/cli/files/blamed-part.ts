import type { IssueCode } from "../../core/issue-code.ts";

const ABOUT_KEYS: ReadonlySet<IssueCode> = new Set(["config/unknown-key", "device/key"]);

/** Whether an issue with a field of a config is about its key or its value. */
export function blamedPart(code: IssueCode): "key" | "value" {
  return ABOUT_KEYS.has(code) ? "key" : "value";
}
