import type { FieldPath } from "../../result/field-path.ts";
import { type Issue, newIssue } from "../../result/issue.ts";
import { received } from "../../result/received.ts";
import { unknownKeys } from "../../result/unknown-keys.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import { isKindPath } from "./kind-path.ts";
import { overlappingPaths } from "./overlapping-paths.ts";
import type { WorkloadKind } from "./workload-kind.ts";

const KEYS = ["group", "kind", "pods", "containers", "objects", "opaque", "skip"];
const LOCATION_KEYS = ["path", "env", "resources", "gpuResources", "gpu"];
const PATH_HINT = 'write a path such as "spec.tasks[*].template.spec"';

type Check = (value: unknown, path: FieldPath) => Issue[];

/** Checks a row that a caller adds to the table of kinds. */
export function checkKind(row: unknown, path: FieldPath): Issue[] {
  if (!isObject(row)) {
    const hint = 'write { group, kind, pods: ["spec.template.spec"] }';
    return invalid(path, "must be an object", row, hint);
  }
  const check = (key: string, each: Check) => each(row[key], [...path, key]);
  const issues = [
    ...unknownKeys(row, KEYS, "options/kind", path, "key"),
    ...check("group", checkGroup),
    ...check("kind", checkName),
    ...check("pods", listOf(checkPath)),
    ...check("objects", listOf(checkPath)),
    ...check("opaque", listOf(checkPath)),
    ...check("containers", listOf(checkLocation)),
    ...check("skip", checkSkip),
    ...checkNotEmpty(row, path),
  ];
  return issues.length > 0 ? issues : checkOverlap(row as unknown as WorkloadKind, path);
}

function invalid(path: FieldPath, message: string, value: unknown, hint: string): Issue[] {
  return [newIssue("options/kind", path, message, hint, value)];
}

const checkGroup: Check = (group, path) =>
  typeof group === "string" && !group.includes("/")
    ? []
    : invalid(
        path,
        "must be an API group",
        group,
        'write "batch.example.com", without a version; "" is the core group',
      );

const checkName: Check = (kind, path) => {
  const kinds = Array.isArray(kind) ? kind : [kind];
  return kinds.length > 0 && kinds.every(isFilledString)
    ? []
    : invalid(path, "must be a kind or a list of kinds", kind, 'write "TrainingJob"');
};

const checkPath: Check = (value, path) =>
  isKindPath(value) ? [] : invalid(path, "invalid path", value, PATH_HINT);

const checkLocation: Check = (location, path) => {
  if (!isObject(location)) return checkPath(location, path);
  const check = (key: string, each: Check) => each(location[key], [...path, key]);
  return [
    ...unknownKeys(location, LOCATION_KEYS, "options/kind", path, "key"),
    ...check("path", checkPath),
    ...["env", "resources", "gpu"].flatMap((key) => check(key, checkField)),
    ...check("gpuResources", checkNames),
  ];
};

const checkField: Check = (value, path) =>
  value === undefined || isFilledString(value)
    ? []
    : invalid(path, "must be the name of a field", value, `omit it for "${path.at(-1)}"`);

const checkNames: Check = (names, path) =>
  names === undefined || (Array.isArray(names) && names.every((name) => typeof name === "string"))
    ? []
    : invalid(path, "must be a list of names", names, 'write ["gpu"]');

const checkSkip: Check = (reason, path) =>
  reason === undefined || reason === "managed" || reason === "not-a-workload"
    ? []
    : invalid(path, "must be a reason", reason, 'write "managed" or "not-a-workload", or omit it');

function listOf(each: Check): Check {
  return (list, path) => {
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      return invalid(path, "must be a list of paths", list, PATH_HINT);
    }
    return list.flatMap((item, index) => each(item, [...path, index]));
  };
}

/** A row says where containers are, or why it is skipped. What is not a list has its own issue. */
function checkNotEmpty(row: UnknownObject, path: FieldPath): Issue[] {
  const lists = [row["pods"], row["containers"], row["objects"], row["opaque"]];
  const isFilled = (list: unknown) =>
    list !== undefined && !(Array.isArray(list) && list.length === 0);
  return row["skip"] !== undefined || lists.some(isFilled)
    ? []
    : invalid(path, "must say where the containers are", row, "add pods, containers or objects");
}

function checkOverlap(row: WorkloadKind, path: FieldPath): Issue[] {
  const overlap = overlappingPaths(row);
  if (overlap === undefined) return [];
  const [one, other] = overlap.map(received);
  const message = `${one} and ${other} can lead to the same container`;
  return invalid(path, message, row, "remove one of them");
}

function isFilledString(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
