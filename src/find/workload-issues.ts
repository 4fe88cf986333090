import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { received } from "../result/received.ts";

export function malformed(path: FieldPath, value: unknown, expected: "object" | "list"): Issue {
  return newIssue(
    "workload/malformed",
    path,
    value === undefined
      ? "this field is missing"
      : `must be ${expected === "list" ? "a list" : "an object"}`,
    "correct it: Kubernetes rejects this, and nothing below it was searched for GPUs",
    value,
  );
}

export function objectTooDeep(path: FieldPath): Issue {
  return newIssue(
    "workload/too-deep",
    path,
    "objects are nested too deeply, or contain the same List more than once",
    "nest a List in a List at most",
  );
}

export function searchTooDeep(path: FieldPath): Issue {
  return newIssue(
    "workload/too-deep",
    path,
    `nested deeper than the ${path.length} levels that are searched`,
    'add a row for this kind to the option kinds, or set unknownKinds to "skip"',
  );
}

/** @param isKnown - whether there is a row for the kind, which does not say what is at this path */
export function unknownKind(
  path: FieldPath,
  apiVersion: unknown,
  kind: unknown,
  isKnown: boolean,
): Issue {
  const object = `apiVersion ${received(apiVersion ?? null)}, kind ${received(kind ?? null)}`;
  return newIssue(
    "workload/unknown-kind",
    path,
    isKnown
      ? `a container here requests a GPU, but ${object} is not known to have containers at this path`
      : `a container here requests a GPU, but ${object} is not a known workload`,
    'add a row for this kind to the option kinds, or set unknownKinds to "inject" or "skip"',
  );
}

export function noKind(path: FieldPath): Issue {
  return newIssue(
    "workload/no-kind",
    path,
    "this object names a GPU, but has neither apiVersion nor kind",
    'set the option as, such as { apiVersion: "apps/v1", kind: "Deployment" }',
  );
}

/** @param count - of the places, of which the path is that of the first */
export function notSearched(path: FieldPath, count: number): Issue {
  const others = count === 1 ? "" : `, nor for ${count - 1} more in this object`;
  return newIssue(
    "workload/not-searched",
    path,
    `no limits are written for this GPU request${others}`,
    "write the limits where this comes from, or add a row for this kind to the option kinds",
  );
}
