import type { MpsEntry } from "../config/device-limits.ts";
import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import { MPS_PREFIX } from "../mps/env-names.ts";
import type { Fields } from "../workload/walk.ts";
import { type EnvMeaning, meansTheSame, readEnvItem, stricter } from "./env-meaning.ts";
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
  devices: number,
  count: number,
  planning: Planning,
): boolean {
  if (entries.length === 0) return false;
  const path = [...gpu.path, gpu.shape.env];
  const env = gpu.container[gpu.shape.env];
  if (env === undefined || env === null) {
    planning.edits.push({
      op: env === null ? "replace" : "add",
      path,
      value: entries.map(newItem),
    });
    return false;
  }
  if (!Array.isArray(env)) {
    planning.issues.push({
      ...malformedObject(path, env, "list"),
      hint: "Kubernetes refuses it as it is; write a list of { name, value }",
    });
    return false;
  }
  const planned = new EnvPlan(env, path, devices, count, planning);
  for (const entry of entries) planned.add(entry);
  planned.finish();
  return planned.kept;
}

function newItem({ name, value }: MpsEntry): { name: string; value: string } {
  return { name, value };
}

class EnvPlan {
  kept = false;
  readonly #env: readonly unknown[];
  readonly #path: FieldPath;
  readonly #devices: number;
  readonly #count: number;
  readonly #planning: Planning;
  /** Where our variables are already; `undefined` for nearly every container. */
  readonly #places: Map<string, number[]> | undefined;
  readonly #appended: MpsEntry[] = [];
  readonly #removed: number[] = [];

  constructor(
    env: readonly unknown[],
    path: FieldPath,
    devices: number,
    count: number,
    planning: Planning,
  ) {
    this.#env = env;
    this.#path = path;
    this.#devices = devices;
    this.#count = count;
    this.#planning = planning;
    this.#places = findMpsVariables(env);
  }

  add(entry: MpsEntry): void {
    const places = this.#places?.get(entry.name);
    if (places === undefined) this.#appended.push(entry);
    else this.#settle(entry, places);
  }

  finish(): void {
    const { edits } = this.#planning;
    this.#appended.forEach((entry, index) => {
      edits.push({
        op: "add",
        path: [...this.#path, this.#env.length + index],
        value: newItem(entry),
      });
    });
    for (const index of this.#removed.sort((a, b) => b - a)) {
      edits.push({ op: "remove", path: [...this.#path, index] });
    }
  }

  /** Settles what becomes of a variable that is there, by the policy. */
  #settle(entry: MpsEntry, places: readonly number[]): void {
    const policy = this.#planning.settings.options.onConflict;
    // Of two items with one name Kubernetes takes the last.
    const last = places.at(-1) ?? 0;
    const there = this.#meaning(last);
    const same = meansTheSame(there, entry);
    if (policy === "error") {
      const odd = places.find((index) => !meansTheSame(this.#meaning(index), entry));
      if (odd !== undefined) this.#planning.issues.push(this.#conflict(entry, odd));
    } else if (policy === "keep") {
      if (same) return;
      this.kept = true;
      if (there === "ignored") this.#warn("env/ignored-by-cuda", last, entry);
    } else {
      this.#write(policy === "tighten" ? this.#tightened(entry, there, last) : entry, places);
    }
  }

  #tightened(entry: MpsEntry, there: EnvMeaning, index: number): MpsEntry {
    if (there === "incomparable" || this.#namesUnsureDevice(there)) {
      this.#warn("env/incomparable", index, entry);
    }
    return stricter(there, entry, this.#devices, this.#count);
  }

  /** Whether a limit is there for a device that may or may not be visible: it cannot stay. */
  #namesUnsureDevice(there: EnvMeaning): boolean {
    if (typeof there === "string" || !("memory" in there)) return false;
    const ordinals = [...there.memory.keys()];
    return (
      ordinals.every((ordinal) => ordinal < this.#count) &&
      ordinals.some((ordinal) => ordinal >= this.#devices)
    );
  }

  /** The first item holds the value from now on; one that means it already stays as written. */
  #write(entry: MpsEntry, places: readonly number[]): void {
    const [first = 0, ...later] = places;
    const last = later.at(-1) ?? first;
    if (this.#meaning(last) !== "incomparable" && !meansTheSame(this.#meaning(last), entry)) {
      this.#warn("env/overridden", last, entry);
    }
    if (!meansTheSame(this.#meaning(first), entry)) {
      this.#planning.edits.push(replaceItem(this.#item(first), [...this.#path, first], entry));
    }
    this.#removed.push(...later);
  }

  #item(index: number): Fields {
    return this.#env[index] as Fields;
  }

  #meaning(index: number): EnvMeaning {
    return readEnvItem(this.#item(index));
  }

  #warn(code: keyof typeof WARNINGS, index: number, entry: MpsEntry): void {
    this.#planning.warnings.push({
      code,
      path: [...this.#path, index],
      message: WARNINGS[code](entry),
      received: shownItem(this.#item(index)),
    });
  }

  #conflict(entry: MpsEntry, index: number): Issue {
    return {
      code: "env/conflict",
      path: [...this.#path, index],
      message: `${entry.name} is set already, and not to what the config says ("${entry.value}")`,
      hint: 'remove it, or set onConflict to "override", "keep" or "tighten"',
      received: shownItem(this.#item(index)),
    };
  }
}

const WARNINGS = {
  "env/overridden": ({ name, value }: MpsEntry) => `${name} was set already: it is now "${value}"`,
  "env/incomparable": ({ name }: MpsEntry) =>
    `${name} is set to what cannot be compared from here: the config's own limit is written`,
  "env/ignored-by-cuda": ({ name, value }: MpsEntry) =>
    `${name} is kept, but CUDA ignores it as it is written: write "${value}"`,
};

/** The value alone is replaced where that is enough; whoever has `valueFrom` is written anew. */
function replaceItem(item: Fields, path: FieldPath, entry: MpsEntry) {
  const hasValue = item["value"] !== undefined;
  if (item["valueFrom"] !== undefined)
    return { op: "replace", path, value: newItem(entry) } as const;
  return {
    op: hasValue ? "replace" : "add",
    path: [...path, "value"],
    value: entry.value,
  } as const;
}

function shownItem(item: Fields): string {
  return received(item["valueFrom"] ?? item["value"]);
}

/** The indices of our variables, by name. */
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
