import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import type { Carrier } from "./carrier.ts";
import { isCarrierPath } from "./carrier-path.ts";
import { overlappingPaths } from "./overlapping-paths.ts";

const KEYS = ["group", "kind", "pods", "containers", "objects", "leaveAlone"];
const PLACE_KEYS = ["path", "env", "resources", "gpuResources", "gpu"];
const PATH_HINT = 'write it like "spec.tasks[*].template.spec"';

/** What is wrong with a row that a caller adds to the table. */
export function carrierIssues(row: unknown, path: FieldPath): Issue[] {
  if (!isObject(row)) {
    return [
      issue(
        path,
        "a carrier must be an object",
        row,
        'write { group, kind, pods: ["spec.template.spec"] }',
      ),
    ];
  }
  const issues = [
    ...unknownKeys(row, KEYS, path),
    ...nameIssues(row, path),
    ...listIssues(row, "pods", path),
    ...listIssues(row, "objects", path),
    ...listIssues(row, "containers", path, placeIssues),
    ...emptyIssues(row, path),
  ];
  return issues.length > 0 ? issues : overlapIssues(row as unknown as Carrier, path);
}

function overlapIssues(row: Carrier, path: FieldPath): Issue[] {
  const overlap = overlappingPaths(row);
  if (overlap === undefined) return [];
  const [one, other] = overlap;
  const message = `${received(one)} and ${received(other)} can lead to the same container`;
  return [issue(path, message, row, "leave one of them out")];
}

function issue(path: FieldPath, message: string, value: unknown, hint: string): Issue {
  return { code: "options/carrier", path, message, hint, received: received(value) };
}

function unknownKeys(
  row: Readonly<Record<string, unknown>>,
  known: string[],
  path: FieldPath,
): Issue[] {
  return Object.keys(row)
    .filter((key) => !known.includes(key))
    .map((key) =>
      issue(
        [...path, key],
        `unknown key ${received(key)}`,
        row[key],
        `the keys are ${known.join(", ")}`,
      ),
    );
}

function nameIssues(row: Readonly<Record<string, unknown>>, path: FieldPath): Issue[] {
  const { group, kind } = row;
  const issues: Issue[] = [];
  if (typeof group !== "string" || group.includes("/")) {
    const hint = 'write "batch.example.com", without a version; "" is the core group';
    issues.push(issue([...path, "group"], "group must be an API group", group, hint));
  }
  const kinds = Array.isArray(kind) ? kind : [kind];
  if (kinds.length === 0 || !kinds.every((one) => typeof one === "string" && one !== "")) {
    issues.push(
      issue(
        [...path, "kind"],
        "kind must be a kind or a list of kinds",
        kind,
        'write "TrainingJob"',
      ),
    );
  }
  return issues;
}

function listIssues(
  row: Readonly<Record<string, unknown>>,
  key: string,
  path: FieldPath,
  each: (item: unknown, path: FieldPath) => Issue[] = pathIssues,
): Issue[] {
  const list = row[key];
  if (list === undefined) return [];
  const at = [...path, key];
  if (!Array.isArray(list)) return [issue(at, `${key} must be a list of paths`, list, PATH_HINT)];
  return list.flatMap((item, index) => each(item, [...at, index]));
}

function pathIssues(value: unknown, path: FieldPath): Issue[] {
  return isCarrierPath(value) ? [] : [issue(path, "this is no path", value, PATH_HINT)];
}

function placeIssues(place: unknown, path: FieldPath): Issue[] {
  if (!isObject(place)) return pathIssues(place, path);
  const issues = [
    ...unknownKeys(place, PLACE_KEYS, path),
    ...pathIssues(place["path"], [...path, "path"]),
  ];
  for (const key of ["env", "resources", "gpu"]) {
    const value = place[key];
    if (value !== undefined && (typeof value !== "string" || value === "")) {
      issues.push(
        issue(
          [...path, key],
          `${key} must be the name of a field`,
          value,
          `leave it out for "${key}"`,
        ),
      );
    }
  }
  const names = place["gpuResources"];
  if (
    names !== undefined &&
    !(Array.isArray(names) && names.every((name) => typeof name === "string"))
  ) {
    issues.push(
      issue(
        [...path, "gpuResources"],
        "gpuResources must be a list of names",
        names,
        'write ["gpu"]',
      ),
    );
  }
  return issues;
}

function emptyIssues(row: Readonly<Record<string, unknown>>, path: FieldPath): Issue[] {
  const { leaveAlone } = row;
  if (leaveAlone !== undefined && leaveAlone !== "managed" && leaveAlone !== "not-a-workload") {
    const hint = 'write "managed" or "not-a-workload", or leave it out';
    return [issue([...path, "leaveAlone"], "leaveAlone must be a reason", leaveAlone, hint)];
  }
  const leads = ["pods", "containers", "objects"].some((key) => hasItems(row[key]));
  return leads || leaveAlone !== undefined
    ? []
    : [
        issue(
          path,
          "a carrier must say where its containers are",
          row,
          "give pods, containers or objects",
        ),
      ];
}

/** Whatever is no list has an issue of its own. */
function hasItems(list: unknown): boolean {
  return list !== undefined && !(Array.isArray(list) && list.length === 0);
}
