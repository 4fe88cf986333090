import { formatMemory } from "../kubernetes/quantity/format-memory.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { received } from "../result/received.ts";
import type { Loss, LossKind } from "./rendering.ts";

const MESSAGES: Readonly<Record<LossKind, (asked: string, got: string) => string>> = {
  unsupported: (asked) => `${asked} cannot be said here: it is lost`,
  rounded: (asked, got) => `${asked} is rounded to ${got}`,
  tightened: (asked, got) => `${asked} becomes ${got}, which is less`,
  widened: (asked, got) => `${asked} becomes ${got}, which is more`,
  scope: (asked) => `${asked} holds for something else than one process of the container`,
};

/** The warning, or issue, for a loss. */
export function lossIssue(loss: Loss, why?: string): Issue {
  const { path, field, kind } = loss;
  const message = MESSAGES[kind](amount(field, loss.asked), amount(field, loss.got));
  return newIssue(`dialect/${kind === "widened" ? "wider" : kind}`, path, message, why);
}

function amount(field: string, value: number | string | undefined): string {
  if (value === undefined) return "no limit";
  if (typeof value === "string") return received(value);
  if (field.endsWith("MemoryLimit")) return formatMemory(value);
  return field === "activeThreadPercentage" ? `${value} %` : `${field} ${value}`;
}
