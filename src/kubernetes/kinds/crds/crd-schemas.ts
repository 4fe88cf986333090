import type { FieldPath } from "../../../result/field-path.ts";
import { type Issue, newIssue } from "../../../result/issue.ts";
import { isObject, type UnknownObject } from "../../../result/unknown-object.ts";

/** What one CustomResourceDefinition says of its kind. */
export interface Crd {
  /** Of the definition, in what was passed. */
  readonly path: FieldPath;
  readonly group: string;
  readonly kind: string;
  /** One for each version; `undefined` for a version without a schema. */
  readonly schemas: readonly unknown[];
}

/** The definitions in an object, a list, or a list of the API server; anything else is an issue. */
export function crdsIn(
  value: unknown,
  path: FieldPath,
  issues: Issue[],
  seen: Set<unknown> = new Set(),
): Crd[] {
  if (Array.isArray(value)) {
    // A few lists that contain each other would never end.
    if (seen.has(value)) return [];
    seen.add(value);
    return value.flatMap((item, index) => crdsIn(item, [...path, index], issues, seen));
  }
  if (isObject(value) && Array.isArray(value["items"])) {
    return crdsIn(value["items"], [...path, "items"], issues, seen);
  }
  const crd = isObject(value) ? crdOf(value, path) : undefined;
  if (crd !== undefined) return [crd];
  const message = "must be a CustomResourceDefinition, with a group and the names of a kind";
  const hint = "pass what `kubectl get crds -o json` prints";
  issues.push(newIssue("kinds/not-a-crd", path, message, hint, value));
  return [];
}

/** The items of a list of the API server omit their own kind. */
function crdOf({ kind: own, spec }: UnknownObject, path: FieldPath): Crd | undefined {
  if (!isObject(spec) || !isObject(spec["names"])) return undefined;
  const { group } = spec;
  const { kind } = spec["names"];
  const isCrd = own === undefined || own === "CustomResourceDefinition";
  if (!isCrd || !isFilled(group) || !isFilled(kind) || group.includes("/")) return undefined;
  return { path, group, kind, schemas: schemasOf(spec) };
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** `v1` has a schema in each version; in `v1beta1` there may be one for all. */
function schemasOf(spec: UnknownObject): unknown[] {
  const { versions } = spec;
  const common = schemaIn(spec["validation"]);
  if (!Array.isArray(versions) || versions.length === 0) return [common];
  return versions.map(
    (version) => (isObject(version) ? schemaIn(version["schema"]) : undefined) ?? common,
  );
}

function schemaIn(holder: unknown): unknown {
  return isObject(holder) ? holder["openAPIV3Schema"] : undefined;
}
