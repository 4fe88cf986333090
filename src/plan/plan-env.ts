import type { Edit } from "../edit/edit.ts";
import type { FoundContainer } from "../find/find-containers.ts";
import { malformed } from "../find/workload-issues.ts";
import { type MpsEntry, NO_THREAD_LIMIT } from "../limits/mps-entries.ts";
import { MPS_PREFIX } from "../limits/mps-variables.ts";
import { isSameLimit, parseEnvItem } from "../limits/parsed-limit.ts";
import { isDeletion } from "../limits/patch-deletion.ts";
import { type Devices, stricterLimit, uncertainDevice } from "../limits/stricter-limit.ts";
import type { FieldPath } from "../result/field-path.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { isUnresolved } from "../result/unresolved.ts";
import {
  type EnvConflict,
  envConflict,
  envDeleted,
  envDuplicate,
  envIgnoredByCuda,
  envIncomparable,
  envOverridden,
  envUncertain,
} from "./env-conflict.ts";
import type { PlanContext } from "./plan-context.ts";

/** What a config says of the variables of a container. */
export interface EnvLimits {
  /** To be written. */
  readonly entries: readonly MpsEntry[];
  /** To be written only in place of a limit that is there. */
  readonly noLimits: readonly MpsEntry[];
}

/**
 * Plans the variables of one container: existing ones are replaced in place or kept, new ones go to the
 * end, later duplicates are removed from the highest index down. Returns whether a policy kept a value
 * that the config would have replaced.
 */
export function planEnv(
  found: FoundContainer,
  { entries, noLimits }: EnvLimits,
  devices: Devices,
  context: PlanContext,
): boolean {
  if (entries.length === 0 && noLimits.length === 0) return false;
  const { container, fields, path } = found;
  const env = container[fields.env];
  if (env === undefined || env === null) {
    if (entries.length === 0) return false;
    const op = env === null ? "replace" : "add";
    context.edits.push({ op, path: [...path, fields.env], value: entries.map(newItem) });
    return false;
  }
  // What cannot be read has been reported when the container was found.
  if (isUnresolved(env)) return false;
  if (!Array.isArray(env)) {
    const hint = "write a list of { name, value }: Kubernetes rejects this";
    context.issues.push({ ...malformed([...path, fields.env], env, "list"), hint });
    return false;
  }
  const indices = findMpsVariables(env);
  if (indices === undefined) {
    append(entries, found, env.length, context.edits);
    return false;
  }
  return new EnvPlan(found, env, devices, context).settle(entries, noLimits, indices);
}

function append(
  entries: readonly MpsEntry[],
  { path, fields }: FoundContainer,
  end: number,
  edits: Edit[],
): void {
  for (let index = 0; index < entries.length; index++) {
    const value = newItem(entries[index] as MpsEntry);
    edits.push({ op: "add", path: [...path, fields.env, end + index], value });
  }
}

function newItem({ name, value }: MpsEntry): { name: string; value: string } {
  return { name, value };
}

/** The plan for an `env` list that already has variables of ours. */
class EnvPlan {
  readonly #found: FoundContainer;
  readonly #env: readonly unknown[];
  readonly #devices: Devices;
  readonly #context: PlanContext;
  readonly #removed: number[] = [];
  #kept = false;

  constructor(
    found: FoundContainer,
    env: readonly unknown[],
    devices: Devices,
    context: PlanContext,
  ) {
    this.#found = found;
    this.#env = env;
    this.#devices = devices;
    this.#context = context;
  }

  settle(
    entries: readonly MpsEntry[],
    noLimits: readonly MpsEntry[],
    variables: ReadonlyMap<string, number[]>,
  ): boolean {
    const { edits } = this.#context;
    const isMissing = (entry: MpsEntry): boolean => {
      const indices = variables.get(entry.name);
      if (indices !== undefined) this.#settleOne(entry, indices);
      return indices === undefined;
    };
    const missing = entries.filter(isMissing);
    noLimits.forEach(isMissing);
    append(missing, this.#found, this.#env.length, edits);
    this.#removed.sort((a, b) => b - a);
    for (const index of this.#removed) edits.push({ op: "remove", path: this.#path(index) });
    return this.#kept;
  }

  /** Settles an existing variable. Of entries with one name Kubernetes takes the last. */
  #settleOne(entry: MpsEntry, all: readonly number[]): void {
    const indices = all.filter((index) => !isDeletion(this.#env[index] as UnknownObject));
    if (indices.length === 0) {
      this.#settleDeletion(this.#conflict(all[0] ?? 0, entry));
      return;
    }
    const last = this.#conflict(indices.at(-1) ?? 0, entry);
    const { warnings, issues, onConflict } = this.#context;
    switch (onConflict) {
      case "override":
        if (!isSettled(last)) warnings.push(envOverridden(last));
        this.#write(entry, indices);
        break;
      case "tighten":
        this.#write(this.#tightened(last), indices);
        break;
      case "keep":
        if (isSettled(last)) break;
        this.#kept = true;
        if (parseEnvItem(last.item) === "ignored") warnings.push(envIgnoredByCuda(last));
        break;
      case "error": {
        const odd = indices.find((index) => !isSettled(this.#conflict(index, entry)));
        if (odd !== undefined) issues.push(envConflict(this.#conflict(odd, entry)));
      }
    }
  }

  /** What a patch deletes sets no limit already. */
  #settleDeletion(conflict: EnvConflict): void {
    if (conflict.entry === NO_THREAD_LIMIT) return;
    if (this.#context.onConflict === "keep") this.#kept = true;
    else this.#context.issues.push(envDeleted(conflict));
  }

  #tightened(last: EnvConflict): MpsEntry {
    const existing = parseEnvItem(last.item);
    const entry = stricterLimit(existing, last.entry, this.#devices);
    const { issues, warnings } = this.#context;
    const uncertain = uncertainDevice(existing, this.#devices);
    if (uncertain !== undefined) issues.push(envUncertain(last, uncertain));
    else if (existing === "incomparable") {
      warnings.push(envIncomparable({ ...last, entry }));
    } else if (!isSameLimit(existing, entry)) {
      warnings.push(envOverridden({ ...last, entry }));
    }
    return entry;
  }

  /** The first item holds the value from now on; one that already means it stays as written. */
  #write(entry: MpsEntry, indices: readonly number[]): void {
    const [first = 0, ...later] = indices;
    const conflict = this.#conflict(first, entry);
    if (!isSettled(conflict)) this.#context.edits.push(replaceItem(conflict));
    for (const index of later) {
      this.#removed.push(index);
      this.#context.warnings.push(envDuplicate(this.#conflict(index, entry)));
    }
  }

  #path(index: number): FieldPath {
    return [...this.#found.path, this.#found.fields.env, index];
  }

  #conflict(index: number, entry: MpsEntry): EnvConflict {
    return { path: this.#path(index), item: this.#env[index] as UnknownObject, entry };
  }
}

function isSettled({ item, entry }: EnvConflict): boolean {
  return isSameLimit(parseEnvItem(item), entry);
}

/** Replaces only the value if that is enough; an item with `valueFrom` is written anew. */
function replaceItem({ path, item, entry }: EnvConflict): Edit {
  if (item["valueFrom"] !== undefined) return { op: "replace", path, value: newItem(entry) };
  const op = item["value"] === undefined ? "add" : "replace";
  return { op, path: [...path, "value"], value: entry.value };
}

/** The indices of our variables, by name; `undefined` for nearly every container. */
function findMpsVariables(env: readonly unknown[]): Map<string, number[]> | undefined {
  let variables: Map<string, number[]> | undefined;
  for (let index = 0; index < env.length; index++) {
    const item = env[index];
    if (!isObject(item)) continue;
    const { name } = item;
    if (typeof name !== "string" || !name.startsWith(MPS_PREFIX)) continue;
    variables ??= new Map();
    const indices = variables.get(name);
    if (indices === undefined) variables.set(name, [index]);
    else indices.push(index);
  }
  return variables;
}
