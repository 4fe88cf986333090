import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import type { Fields } from "../workload/walk.ts";

export function malformedObject(path: FieldPath, value: unknown, wanted: "object" | "list"): Issue {
  return {
    code: "workload/malformed",
    path,
    message:
      value === undefined
        ? "this is missing"
        : `this must be ${wanted === "list" ? "a list" : "an object"}`,
    hint: "Kubernetes refuses it as it is; no GPU was looked for below it",
    received: received(value),
  };
}

export function tooDeepObject(path: FieldPath): Issue {
  return {
    code: "workload/too-deep",
    path,
    message: "objects are nested in objects too deeply, or one List is in here more than once",
    hint: "a List in a List is as deep as manifests go",
  };
}

export function unknownKind(object: Fields, path: FieldPath): Issue {
  const apiVersion = received(object["apiVersion"] ?? null);
  const kind = received(object["kind"] ?? null);
  return {
    code: "workload/unknown-kind",
    path,
    message: `a container here asks for a GPU, but apiVersion ${apiVersion}, kind ${kind} is not a known workload`,
    hint: 'add a row for it to the option carriers, or set unknownKinds to "inject" or "skip"',
  };
}
