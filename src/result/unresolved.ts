import type { FieldPath } from "./field-path.ts";
import { type Issue, newIssue } from "./issue.ts";
import type { UnknownObject } from "./unknown-object.ts";

/** What marks a node of the `yaml` package. */
const YAML_NODE = /* @__PURE__ */ Symbol.for("yaml.node.type");

/** What keeps its content elsewhere than in its keys. */
const CONTAINER_TAG =
  /^\[object (?:(?:Weak)?(?:Map|Set)|(?:Shared)?ArrayBuffer|.*Array|DataView)\]$/;

/**
 * Whether a value has its content elsewhere than in its keys, so that reading it would find nothing: a
 * promise, an `Output` of Pulumi, a `Map`, a `Set`, a buffer, a node of the `yaml` package, a function.
 * Instances of other classes are read as they are.
 */
export function isUnresolved(value: unknown): boolean {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object = value as UnknownObject;
  if (typeof object["then"] === "function") return true;
  if (Object.getPrototypeOf(value) === Object.prototype) return false;
  return (
    object["__pulumiOutput"] === true ||
    YAML_NODE in value ||
    CONTAINER_TAG.test(Object.prototype.toString.call(value))
  );
}

/** Whether an object in which nothing was found may show something else as JSON. */
export function hidesContent(value: UnknownObject): boolean {
  return typeof value["toJSON"] === "function" || isUnresolved(value);
}

export function unresolved(path: FieldPath, value: unknown): Issue {
  return newIssue(
    "input/unresolved",
    path,
    "this cannot be read: its content is not plain data, or not there yet",
    "await a promise, inject inside apply() of an Output, turn a Map or YAML node into plain data",
    value,
  );
}
