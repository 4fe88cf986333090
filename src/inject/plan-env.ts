import type { MpsEntry } from "../config/device-limits.ts";
import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import { MPS_PREFIX } from "../mps/env-names.ts";
import { envOf } from "../workload/container-fields.ts";
import type { Fields } from "../workload/walk.ts";
import type { Edit } from "./edit.ts";
import {
  type EnvConflict,
  envConflict,
  envIgnoredByCuda,
  envIncomparable,
  envOverridden,
} from "./env-issues.ts";
import {
  type Devices,
  meansTheSame,
  namesUnsureDevice,
  readEnvItem,
  stricter,
} from "./env-meaning.ts";
import type { Planning } from "./planning.ts";
import type { GpuContainer } from "./survey.ts";
import { malformedObject } from "./workload-issues.ts";

/**
 * Plans the variables of one container: what is there is replaced in place or left, what is new
 * goes to the end, later duplicates are removed from the highest index down. Answers whether a
 * policy kept something that the config would have written otherwise.
 */
export function planEnv(
  gpu: GpuContainer,
  entries: readonly MpsEntry[],
  devices: Devices,
  planning: Planning,
): boolean {
  if (entries.length === 0) return false;
  const env = envOf(gpu.container, gpu.shape);
  if (env === undefined || env === null) {
    const op = env === null ? "replace" : "add";
    planning.edits.push({ op, path: [...gpu.path, gpu.shape.env], value: entries.map(newItem) });
    return false;
  }
  if (!Array.isArray(env)) {
    planning.issues.push({
      ...malformedObject([...gpu.path, gpu.shape.env], env, "list"),
      hint: "Kubernetes refuses it as it is; write a list of { name, value }",
    });
    return false;
  }
  const places = findMpsVariables(env);
  if (places !== undefined) return new EnvPlan(gpu, env, devices, planning).settle(entries, places);
  append(entries, gpu, env.length, planning.edits);
  return false;
}

function append(entries: readonly MpsEntry[], gpu: GpuContainer, end: number, edits: Edit[]): void {
  for (let index = 0; index < entries.length; index++) {
    const path = [...gpu.path, gpu.shape.env, end + index];
    edits.push({ op: "add", path, value: newItem(entries[index] as MpsEntry) });
  }
}

function newItem({ name, value }: MpsEntry): { name: string; value: string } {
  return { name, value };
}

/** The plan for an `env` list that holds variables of ours. */
class EnvPlan {
  readonly #gpu: GpuContainer;
  readonly #env: readonly unknown[];
  readonly #devices: Devices;
  readonly #planning: Planning;
  readonly #removed: number[] = [];
  #kept = false;

  constructor(gpu: GpuContainer, env: readonly unknown[], devices: Devices, planning: Planning) {
    this.#gpu = gpu;
    this.#env = env;
    this.#devices = devices;
    this.#planning = planning;
  }

  settle(entries: readonly MpsEntry[], places: ReadonlyMap<string, number[]>): boolean {
    const { edits } = this.#planning;
    const missing = entries.filter((entry) => {
      const indices = places.get(entry.name);
      if (indices !== undefined) this.#settleOne(entry, indices);
      return indices === undefined;
    });
    append(missing, this.#gpu, this.#env.length, edits);
    this.#removed.sort((a, b) => b - a);
    for (const index of this.#removed) edits.push({ op: "remove", path: this.#path(index) });
    return this.#kept;
  }

  /** What becomes of a variable that is there. Of two items with one name Kubernetes takes the last. */
  #settleOne(entry: MpsEntry, indices: readonly number[]): void {
    const last = this.#conflict(indices.at(-1) ?? 0, entry);
    const { warnings, issues, settings } = this.#planning;
    switch (settings.options.onConflict) {
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
        if (readEnvItem(last.item) === "ignored") warnings.push(envIgnoredByCuda(last));
        break;
      case "error": {
        const odd = indices.find((index) => !isSettled(this.#conflict(index, entry)));
        if (odd !== undefined) issues.push(envConflict(this.#conflict(odd, entry)));
      }
    }
  }

  #tightened(last: EnvConflict): MpsEntry {
    const there = readEnvItem(last.item);
    const entry = stricter(there, last.entry, this.#devices);
    const { warnings } = this.#planning;
    if (there === "incomparable" || namesUnsureDevice(there, this.#devices)) {
      warnings.push(envIncomparable({ ...last, entry }));
    } else if (!meansTheSame(there, entry)) {
      warnings.push(envOverridden({ ...last, entry }));
    }
    return entry;
  }

  /** The first item holds the value from now on; one that means it already stays as written. */
  #write(entry: MpsEntry, indices: readonly number[]): void {
    const [first = 0, ...later] = indices;
    const there = this.#conflict(first, entry);
    if (!isSettled(there)) this.#planning.edits.push(replaceItem(there));
    for (const index of later) this.#removed.push(index);
  }

  #path(index: number): FieldPath {
    return [...this.#gpu.path, this.#gpu.shape.env, index];
  }

  #conflict(index: number, entry: MpsEntry): EnvConflict {
    return { path: this.#path(index), item: this.#env[index] as Fields, entry };
  }
}

function isSettled({ item, entry }: EnvConflict): boolean {
  return meansTheSame(readEnvItem(item), entry);
}

/** The value alone is replaced where that is enough; whoever has `valueFrom` is written anew. */
function replaceItem({ path, item, entry }: EnvConflict): Edit {
  if (item["valueFrom"] !== undefined) return { op: "replace", path, value: newItem(entry) };
  const op = item["value"] === undefined ? "add" : "replace";
  return { op, path: [...path, "value"], value: entry.value };
}

/** The indices of our variables, by name; `undefined` for nearly every container. */
function findMpsVariables(env: readonly unknown[]): Map<string, number[]> | undefined {
  let places: Map<string, number[]> | undefined;
  for (let index = 0; index < env.length; index++) {
    const item = env[index];
    if (!isObject(item)) continue;
    const { name } = item;
    if (typeof name !== "string" || !name.startsWith(MPS_PREFIX)) continue;
    places ??= new Map();
    const indices = places.get(name);
    if (indices === undefined) places.set(name, [index]);
    else indices.push(index);
  }
  return places;
}
