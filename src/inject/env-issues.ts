import type { MpsEntry } from "../config/device-limits.ts";
import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import type { Fields } from "../workload/walk.ts";

/** An `env` item that is there, and what the config wants in its place. */
export interface EnvConflict {
  readonly path: FieldPath;
  readonly item: Fields;
  readonly entry: MpsEntry;
}

export function envConflict({ path, item, entry }: EnvConflict): Issue {
  return {
    code: "env/conflict",
    path,
    message: `${entry.name} is set already, and not to what the config says ("${entry.value}")`,
    hint: 'remove it, or set onConflict to "override", "keep" or "tighten"',
    received: shownItem(item),
  };
}

export function envOverridden({ path, item, entry }: EnvConflict): Issue {
  return {
    code: "env/overridden",
    path,
    message: `${entry.name} was set already: it is now "${entry.value}"`,
    received: shownItem(item),
  };
}

export function envIncomparable({ path, item, entry }: EnvConflict): Issue {
  return {
    code: "env/incomparable",
    path,
    message: `${entry.name} is set to what cannot be compared from here: it is now "${entry.value}"`,
    received: shownItem(item),
  };
}

export function envIgnoredByCuda({ path, item, entry }: EnvConflict): Issue {
  return {
    code: "env/ignored-by-cuda",
    path,
    message: `${entry.name} is kept, but CUDA ignores it as it is written: write "${entry.value}"`,
    received: shownItem(item),
  };
}

function shownItem(item: Fields): string {
  return received(item["valueFrom"] ?? item["value"]);
}
