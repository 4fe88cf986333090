import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { received } from "../core/received.ts";
import { unknownKeys } from "../core/unknown-keys.ts";
import type { Carrier } from "./carrier.ts";
import { isCarrierPath } from "./carrier-path.ts";
import { overlappingPaths } from "./overlapping-paths.ts";
import type { Fields } from "./walk.ts";

const KEYS = ["group", "kind", "pods", "containers", "objects", "leaveAlone"];
const PLACE_KEYS = ["path", "env", "resources", "gpuResources", "gpu"];
const PATH_HINT = 'write it like "spec.tasks[*].template.spec"';

type Check = (value: unknown, path: FieldPath) => Issue[];

/** What is wrong with a row that a caller adds to the table. */
export function carrierIssues(row: unknown, path: FieldPath): Issue[] {
  if (!isObject(row)) {
    const hint = 'write { group, kind, pods: ["spec.template.spec"] }';
    return bad(path, "a carrier must be an object", row, hint);
  }
  const check = (key: string, each: Check) => each(row[key], [...path, key]);
  const issues = [
    ...unknownKeys(row, KEYS, "options/carrier", path, "key"),
    ...check("group", checkGroup),
    ...check("kind", checkKind),
    ...check("pods", listOf(checkPath)),
    ...check("objects", listOf(checkPath)),
    ...check("containers", listOf(checkPlace)),
    ...check("leaveAlone", checkReason),
    ...checkLeads(row, path),
  ];
  return issues.length > 0 ? issues : checkOverlap(row as unknown as Carrier, path);
}

function bad(path: FieldPath, message: string, value: unknown, hint: string): Issue[] {
  return [newIssue("options/carrier", path, message, hint, value)];
}

const checkGroup: Check = (group, path) =>
  typeof group === "string" && !group.includes("/")
    ? []
    : bad(
        path,
        "group must be an API group",
        group,
        'write "batch.example.com", without a version; "" is the core group',
      );

const checkKind: Check = (kind, path) => {
  const kinds = Array.isArray(kind) ? kind : [kind];
  return kinds.length > 0 && kinds.every(isName)
    ? []
    : bad(path, "kind must be a kind or a list of kinds", kind, 'write "TrainingJob"');
};

const checkPath: Check = (value, path) =>
  isCarrierPath(value) ? [] : bad(path, "this is no path", value, PATH_HINT);

const checkPlace: Check = (place, path) => {
  if (!isObject(place)) return checkPath(place, path);
  const check = (key: string, each: Check) => each(place[key], [...path, key]);
  return [
    ...unknownKeys(place, PLACE_KEYS, "options/carrier", path, "key"),
    ...check("path", checkPath),
    ...["env", "resources", "gpu"].flatMap((key) => check(key, checkField)),
    ...check("gpuResources", checkNames),
  ];
};

const checkField: Check = (value, path) => {
  const key = path.at(-1);
  return value === undefined || isName(value)
    ? []
    : bad(path, `${key} must be the name of a field`, value, `leave it out for "${key}"`);
};

const checkNames: Check = (names, path) =>
  names === undefined || (Array.isArray(names) && names.every((name) => typeof name === "string"))
    ? []
    : bad(path, "gpuResources must be a list of names", names, 'write ["gpu"]');

const checkReason: Check = (reason, path) =>
  reason === undefined || reason === "managed" || reason === "not-a-workload"
    ? []
    : bad(
        path,
        "leaveAlone must be a reason",
        reason,
        'write "managed" or "not-a-workload", or leave it out',
      );

function listOf(each: Check): Check {
  return (list, path) => {
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      return bad(path, `${path.at(-1)} must be a list of paths`, list, PATH_HINT);
    }
    return list.flatMap((item, index) => each(item, [...path, index]));
  };
}

/** A row leads somewhere, or says why it does not. Whatever is no list has an issue of its own. */
function checkLeads(row: Fields, path: FieldPath): Issue[] {
  const lists = [row["pods"], row["containers"], row["objects"]];
  const leads = lists.some((list) => list !== undefined && !(Array.isArray(list) && !list.length));
  return leads || row["leaveAlone"] !== undefined
    ? []
    : bad(
        path,
        "a carrier must say where its containers are",
        row,
        "give pods, containers or objects",
      );
}

function checkOverlap(row: Carrier, path: FieldPath): Issue[] {
  const overlap = overlappingPaths(row);
  if (overlap === undefined) return [];
  const [one, other] = overlap.map(received);
  const message = `${one} and ${other} can lead to the same container`;
  return bad(path, message, row, "leave one of them out");
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
