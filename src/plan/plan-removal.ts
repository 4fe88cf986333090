import type { Edit } from "../edit/edit.ts";
import { type Found, type FoundContainer, findContainers } from "../find/find-containers.ts";
import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import { mpsEntries } from "../limits/mps-entries.ts";
import { MPS_VARIABLES } from "../limits/mps-variables.ts";
import { isSameLimit, parseEnvItem } from "../limits/parsed-limit.ts";
import { isDeletion } from "../limits/patch-deletion.ts";
import { MAX_DEVICES } from "../limits/to-env.ts";
import type { ValidatedConfig } from "../limits/validated-config.ts";
import type { Settings } from "../options/compile-options.ts";
import { countDevices } from "../resolve/count-devices.ts";
import type { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { Issue } from "../result/issue.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { reportOn } from "./container-planner.ts";
import type { ContainerReport } from "./injection.ts";
import { LimitsProblems } from "./limits-problems.ts";
import { needsLimits, type Plan, planNothing } from "./plan-limits.ts";

/**
 * Finds the GPU containers of an object and plans to take their limits out: the three variables, and an
 * `env` that has nothing else.
 *
 * @param only - the limits to take out; others stay
 */
export function planRemoval(
  object: UnknownObject,
  only: LimitsResolver | undefined,
  settings: Settings,
): Plan {
  const found = findContainers(object, settings);
  return needsLimits(found) ? new RemovalPlanner(only, settings).plan(found) : planNothing(found);
}

class RemovalPlanner {
  readonly #only: LimitsResolver | undefined;
  readonly #settings: Settings;
  readonly #edits: Edit[] = [];
  readonly #issues: Issue[] = [];
  readonly #warnings: Issue[] = [];
  readonly #problems = new LimitsProblems({ issues: this.#issues, warnings: this.#warnings });

  constructor(only: LimitsResolver | undefined, settings: Settings) {
    this.#only = only;
    this.#settings = settings;
  }

  plan({ containers: found, issues, warnings }: Found): Plan {
    const containers = found.map((one) => this.#container(one));
    const isKept = containers.some(({ action }) => action === "kept");
    return {
      edits: this.#edits,
      containers,
      issues: [...issues, ...this.#issues],
      warnings: [...warnings, ...this.#warnings],
      config: this.#problems.config,
      reason: this.#edits.length > 0 ? undefined : isKept ? "kept-existing" : "no-limits",
    };
  }

  #container(found: FoundContainer): ContainerReport {
    const count = countGpus(found.requests);
    const env = found.container[found.fields.env];
    if (found.skip !== undefined) return reportOn(found, count, "skipped", found.skip);
    const limits = Array.isArray(env) ? limitsIn(env) : [];
    if (limits.length === 0) return reportOn(found, count, "skipped", "no-limits");
    const removed = limits.filter(this.#isRemovable(found, count, env as readonly unknown[]));
    if (removed.length === 0) return reportOn(found, count, "kept");
    this.#remove(found, removed, env as readonly unknown[]);
    return reportOn(found, count, "removed");
  }

  /** Whether the entry at an index is one of those that are to be taken out. */
  #isRemovable(
    found: FoundContainer,
    count: number,
    env: readonly unknown[],
  ): (index: number) => boolean {
    if (this.#only === undefined) return () => true;
    const limits = this.#only.resolve(found);
    this.#problems.report(limits);
    const { config } = limits;
    if (config === undefined) return () => false;
    const { requested } = countDevices(found, count, this.#settings);
    // It may have been written for one device, for those that are visible, or before some were hidden.
    const counts = [1, requested, count].map((devices) => Math.min(devices || 1, MAX_DEVICES));
    return (index) => isOf(config, counts, env[index] as UnknownObject);
  }

  #remove(
    { path, fields }: FoundContainer,
    removed: readonly number[],
    env: readonly unknown[],
  ): void {
    if (removed.length === env.length) {
      this.#edits.push({ op: "remove", path: [...path, fields.env] });
      return;
    }
    for (const index of [...removed].reverse()) {
      this.#edits.push({ op: "remove", path: [...path, fields.env, index] });
    }
  }
}

/** The indices of limits in an `env`, no matter who wrote them. */
function limitsIn(env: readonly unknown[]): readonly number[] {
  return env.flatMap((item, index) =>
    isObject(item) && MPS_VARIABLES.some((name) => name === item["name"]) && !isDeletion(item)
      ? [index]
      : [],
  );
}

/** Whether an entry means what a config says, for one of several numbers of devices. */
function isOf(
  { config, noLimits }: ValidatedConfig,
  counts: readonly number[],
  item: UnknownObject,
): boolean {
  const limit = parseEnvItem(item);
  return counts.some((devices) =>
    [...mpsEntries(config, devices), ...noLimits].some(
      (entry) => entry.name === item["name"] && isSameLimit(limit, entry),
    ),
  );
}
