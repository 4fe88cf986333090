import { applyEdits } from "../edit/apply-edits.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import type { Injection } from "./injection.ts";
import { type Plan, problemsOf } from "./plan-limits.ts";

/** Renders a plan onto its object. */
export function renderObject<T extends object>(object: T, plan: Plan): Result<Injection<T>> {
  const { edits, containers, reason } = plan;
  const { issues, warnings } = problemsOf(plan);
  if (isNonEmpty(issues)) return failure(issues, warnings);
  if (reason !== undefined) {
    return success({ object, changed: false, edits, containers, reason }, warnings);
  }
  return success({ object: applyEdits(object, edits), changed: true, edits, containers }, warnings);
}

/** For what is passed in place of an object. */
export function notAnObject(value: unknown): Issue {
  const message = "a Kubernetes object must be an object";
  const hint = "pass one object with apiVersion and kind, a List for several";
  return newIssue("input/type", [], message, hint, value);
}
