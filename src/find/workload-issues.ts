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
    "Kubernetes rejects this; nothing below it was searched for GPUs",
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
    `objects of unknown kinds are searched ${path.length} levels deep, and this is deeper`,
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
    'set as to what it is, such as { apiVersion: "apps/v1", kind: "Deployment" }',
  );
}

/** @param count - of the places, of which the path is that of the first */
export function notSearched(path: FieldPath, count: number): Issue {
  const more = count === 2 ? "1 more place" : `${count - 1} more places`;
  const others = count === 1 ? "" : `, and in ${more} of this object`;
  return newIssue(
    "workload/not-searched",
    path,
    `a GPU is requested here${others}, where no limits are written`,
    "write the limits where this comes from, or add a row for this kind to the option kinds",
  );
}
