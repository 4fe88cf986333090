import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { received } from "../core/received.ts";
import type { Fields } from "../workload/walk.ts";

export function malformedObject(path: FieldPath, value: unknown, wanted: "object" | "list"): Issue {
  return newIssue(
    "workload/malformed",
    path,
    value === undefined
      ? "this is missing"
      : `this must be ${wanted === "list" ? "a list" : "an object"}`,
    "Kubernetes refuses it as it is; no GPU was looked for below it",
    value,
  );
}

export function tooDeepObject(path: FieldPath): Issue {
  return newIssue(
    "workload/too-deep",
    path,
    "objects are nested in objects too deeply, or one List is in here more than once",
    "a List in a List is as deep as manifests go",
  );
}

export function tooDeepSearch(path: FieldPath): Issue {
  return newIssue(
    "workload/too-deep",
    path,
    `an object of an unknown kind is searched ${path.length} levels down, and this lies deeper`,
    'add a row for it to the option carriers, or set unknownKinds to "skip"',
  );
}

export function unknownKind(object: Fields, path: FieldPath): Issue {
  const apiVersion = received(object["apiVersion"] ?? null);
  const kind = received(object["kind"] ?? null);
  return newIssue(
    "workload/unknown-kind",
    path,
    `a container here asks for a GPU, but apiVersion ${apiVersion}, kind ${kind} is not a known workload`,
    'add a row for it to the option carriers, or set unknownKinds to "inject" or "skip"',
  );
}
