import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { isObject } from "../result/unknown-object.ts";
import { type CurrentLimits, readCurrentLimits } from "./current-limits.ts";
import { CLIENT_PRIORITY, PINNED_MEMORY, THREAD_PERCENTAGE } from "./mps-variables.ts";
import { isDeletion } from "./patch-deletion.ts";
import { countVisible } from "./visible-devices.ts";

/** Each limit, its variable, and a value that it may have. */
const VARIABLES = [
  ["memory", PINNED_MEMORY, '"0=4096M"'],
  ["threads", THREAD_PERCENTAGE, '"50"'],
  ["clientPriority", CLIENT_PRIORITY, '"1"'],
] as const;

/**
 * Warns of limits in an `env` that do not hold: CUDA ignores them as written, they name a device that
 * the container does not see, or a later entry of the same name counts.
 *
 * @param path - of the `env`
 * @param count - how many GPUs the container requests, if that is known
 */
export function checkEnv(env: unknown, path: FieldPath, count: number | undefined): Issue[] {
  const items: readonly unknown[] = Array.isArray(env) ? env : [];
  const limits = readCurrentLimits(env, path);
  const outside = deviceOutside(limits, devicesOf(env, count));
  return [
    ...duplicates(items, path),
    ...ignoredValues(limits),
    ...(outside === undefined ? [] : [outside]),
  ];
}

/** How many devices a container sees, if that is known: of those that it requests, those it is shown. */
export function devicesOf(env: unknown, count: number | undefined): number | undefined {
  const visible = countVisible(env, count) || undefined;
  if (count === undefined || visible === undefined) return count ?? visible;
  return Math.min(count, visible);
}

function duplicates(items: readonly unknown[], path: FieldPath): Issue[] {
  return VARIABLES.flatMap(([, name]) => {
    const found = items.flatMap((item, index) =>
      isObject(item) && item["name"] === name && !isDeletion(item) ? [{ item, index }] : [],
    );
    return found
      .slice(0, -1)
      .map(({ item, index }) =>
        newIssue(
          "env/duplicate",
          [...path, index],
          `${name} is set again below: Kubernetes takes the last`,
          "remove this entry",
          item["valueFrom"] ?? item["value"],
        ),
      );
  });
}

function ignoredValues(limits: CurrentLimits): Issue[] {
  return VARIABLES.flatMap(([field, name, example]): Issue[] => {
    const limit = limits[field];
    if (limit.state !== "ignored") return [];
    const { path, received } = limit;
    const message = `CUDA silently ignores this value of ${name}`;
    const hint = `write a value such as ${example}, or let inject write it`;
    return [{ code: "env/ignored-by-cuda", path, message, hint, received }];
  });
}

/** An issue for a device that the memory limit names and the container does not see. */
function deviceOutside({ memory }: CurrentLimits, devices: number | undefined): Issue | undefined {
  if (memory.state !== "set" || devices === undefined) return undefined;
  const device = Object.keys(memory.value).find((ordinal) => Number(ordinal) >= devices);
  if (device === undefined) return undefined;
  const visible = devices === 1 ? "only 1 device is" : `only ${devices} devices are`;
  return newIssue(
    "device/out-of-range",
    memory.path,
    `device ${device} is named, but ${visible} visible: CUDA drops every limit`,
    "name device 0 only, or let inject write it",
    memory.text,
  );
}
