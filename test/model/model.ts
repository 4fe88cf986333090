import { isDeepStrictEqual } from "node:util";
import type { ConflictPolicy, FieldPath, InjectOptions, MpsConfig } from "kube-mps";
import type { Workload } from "../helpers/arbitraries/workload.ts";
import { MEMORY, PRIORITY, THREADS } from "../helpers/manifests.ts";
import { isSame, type Meaning, meaningOf } from "./meaning.ts";
import { equal, gpus } from "./quantity.ts";

type UnknownObject = Record<string, unknown>;

/** What an injection comes to: everything but prose. */
export interface Outcome {
  /** The object, or nothing where there are issues. */
  object?: unknown;
  issues: string[];
  warnings: string[];
  /** `path action reason count resource` of each container. */
  reports: string[];
}

interface Names {
  env?: string | undefined;
  resources?: string | undefined;
  gpuResources?: readonly string[] | undefined;
  gpu?: string | undefined;
}

interface Claim {
  resource: string;
  limit: unknown;
  request: unknown;
}

/** The semantics of injection once more, written to be read: on a copy, step by step. */
export class Model {
  readonly outcome: Outcome = { issues: [], warnings: [], reports: [] };
  readonly #config: MpsConfig | null;
  readonly #policy: ConflictPolicy;
  readonly #options: InjectOptions;
  readonly #counts = new Set<number>();
  #usesGpu = false;

  constructor(workload: Workload, config: MpsConfig | null, options: InjectOptions) {
    this.#config = config;
    this.#options = options;
    this.#policy = options.onConflict ?? "override";
    const object = unshared(workload.object) as UnknownObject;
    for (const { path, container } of workload.planted) {
      const value = valueAt(object, path) as UnknownObject;
      if (container !== undefined) this.#container(value, path, container, false);
      else this.#podSpec(value, path);
    }
    if (this.#usesGpu) this.#configIssues();
    if (this.outcome.issues.length === 0) this.outcome.object = object;
    else this.outcome.reports = [];
    for (const list of [this.outcome.issues, this.outcome.warnings, this.outcome.reports]) {
      list.sort();
    }
  }

  #podSpec(spec: UnknownObject, path: FieldPath): void {
    for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
      this.#list(spec[list], [...path, list], list === "ephemeralContainers");
    }
  }

  #configIssues(): void {
    if (this.#config === null && this.#options.missingConfig !== "skip") {
      this.#say("issues", "config/missing", []);
    }
    if (this.#config !== null && this.#limitsNothing()) {
      this.#say("warnings", "config/limits-nothing", []);
    }
  }

  #limitsNothing(): boolean {
    const config = this.#config ?? {};
    return (
      config.pinnedDeviceMemoryLimit === undefined &&
      config.perDevicePinnedMemoryLimit === undefined &&
      (config.activeThreadPercentage || 100) === 100
    );
  }

  #say(list: "issues" | "warnings", code: string, path: FieldPath): void {
    this.outcome[list].push(`${code} ${path.join("/")}`);
  }

  #list(list: unknown, path: FieldPath, isEphemeral: boolean): void {
    if (list === undefined || list === null) return;
    if (!Array.isArray(list)) {
      this.#say("warnings", "workload/malformed", path);
      return;
    }
    for (const [index, item] of list.entries()) {
      if (isFields(item)) this.#container(item, [...path, index], {}, isEphemeral);
      else this.#say("warnings", "workload/malformed", [...path, index]);
    }
  }

  #container(container: UnknownObject, path: FieldPath, names: Names, isEphemeral: boolean): void {
    const claims = this.#claims(container, path, names);
    const { claims: resourceClaims } = asFields(container[names.resources ?? "resources"]);
    if (claims.length === 0) {
      if (Array.isArray(resourceClaims) && resourceClaims.length > 0) {
        this.#report(path, "skipped", "resource-claim", 0, "");
      }
      return;
    }
    const counts = claims.map(({ limit, request }) => [gpus(limit), gpus(request)]);
    const isCountable = counts.flat().every((one) => one !== undefined);
    const count = counts.reduce((sum, pair) => sum + Math.max(...pair.map((one) => one ?? 0)), 0);
    const resource = claims[0]?.resource ?? "";
    const isSkipped = this.#config === null && this.#options.missingConfig === "skip";
    this.#usesGpu ||= !isEphemeral;
    if (isEphemeral || isSkipped) {
      const reason = isEphemeral ? "ephemeral" : "no-config";
      this.#report(path, "skipped", reason, isCountable ? count : 0, resource);
      return;
    }
    const before = unshared(container);
    this.#claimIssues(claims, path, names);
    this.#countWarnings(claims, path, isCountable ? count : 0);
    const isTooMany = this.#options.gpuUnit === "device" && isCountable && count > 1024;
    if (isTooMany) this.#say("issues", "gpu/quantity", path);
    let kept = false;
    if (this.#config !== null && isCountable && !isTooMany) {
      kept = this.#env(container, [...path, names.env ?? "env"], names, count);
    }
    kept = this.#limits(container, path, names, claims) || kept;
    const nothing = this.#limitsNothing() && this.#config?.clientPriority === undefined;
    if (!isDeepStrictEqual(before, container)) this.#report(path, "injected", "", count, resource);
    else if (kept) this.#report(path, "kept", "", count, resource);
    else if (nothing) this.#report(path, "skipped", "limits-nothing", count, resource);
    else this.#report(path, "unchanged", "", count, resource);
  }

  #report(path: FieldPath, action: string, reason: string, count: number, name: string): void {
    this.outcome.reports.push([path.join("/"), action, reason, count, name].join(" "));
  }

  #claims(container: UnknownObject, path: FieldPath, names: Names): Claim[] {
    if (names.gpu !== undefined) {
      const { name, quantity } = asFields(container[names.gpu]);
      const resource = String(name);
      return isGpu(resource, names) && gpus(quantity) !== 0
        ? [{ resource, limit: quantity, request: undefined }]
        : [];
    }
    const at = [...path, names.resources ?? "resources"];
    const resources = container[names.resources ?? "resources"] ?? {};
    if (!isFields(resources)) {
      this.#say("warnings", "workload/malformed", at);
      return [];
    }
    for (const part of ["limits", "requests"]) {
      if (!isFields(resources[part] ?? {})) {
        this.#say("warnings", "workload/malformed", [...at, part]);
      }
    }
    const limits = asFields(resources["limits"]);
    const requests = asFields(resources["requests"]);
    return [...new Set([...Object.keys(limits), ...Object.keys(requests)])]
      .filter((resource) => isGpu(resource, names))
      .map((resource) => ({ resource, limit: limits[resource], request: requests[resource] }))
      .filter(({ limit, request }) => gpus(limit) !== 0 || gpus(request) !== 0);
  }

  #claimIssues(claims: Claim[], path: FieldPath, names: Names): void {
    const at = [...path, names.resources ?? "resources"];
    for (const { resource, limit, request } of claims) {
      const [wanted, asked] = [gpus(limit), gpus(request)];
      const limitAt =
        names.gpu === undefined ? [...at, "limits", resource] : [...path, names.gpu, "quantity"];
      if (wanted === undefined) this.#say("issues", "gpu/quantity", limitAt);
      if (asked === undefined) this.#say("issues", "gpu/quantity", [...at, "requests", resource]);
      const areBothSet = [limit, request].every((one) => one !== undefined && one !== null);
      if (areBothSet && wanted !== asked && wanted !== undefined && asked !== undefined) {
        this.#say("issues", "gpu/limit-mismatch", [...at, "requests", resource]);
      }
    }
  }

  #countWarnings(claims: Claim[], path: FieldPath, count: number): void {
    const once = (code: string) =>
      this.outcome.warnings.some((said) => said.startsWith(code))
        ? undefined
        : this.#say("warnings", code, path);
    if (count > 1 && this.#options.gpuUnit !== "device") once("gpu/count-is-replicas");
    if (claims.some(({ resource }) => resource.startsWith("nvidia.com/mig-"))) {
      once("gpu/mig-unverified");
    }
  }

  #env(container: UnknownObject, at: FieldPath, names: Names, count: number): boolean {
    const sure = this.#options.gpuUnit === "device" ? count : 1;
    const wanted = this.#wanted(sure);
    const key = names.env ?? "env";
    if (wanted.length === 0) return false;
    if (!Array.isArray(container[key] ?? [])) {
      this.#say("issues", "workload/malformed", at);
      return false;
    }
    // Each item with the index that it had.
    let env = ((container[key] ?? []) as unknown[]).map((item, index) => ({ item, index }));
    let kept = false;
    for (const [name, target] of wanted) {
      const mine = env.filter(({ item }) => isFields(item) && item["name"] === name);
      const last = mine.at(-1);
      const first = mine[0];
      if (first === undefined || last === undefined) {
        // No limit is what there is.
        if (name === THREADS && target["n"] === 100) continue;
        env.push({ item: { name, value: text(target) }, index: -1 });
        continue;
      }
      const meaning = meaningOf(last.item as UnknownObject);
      const lastAt = [...at, last.index];
      if (this.#policy === "error") {
        const odd = mine.find(({ item }) => !isSame(meaningOf(item as UnknownObject), target));
        if (odd !== undefined) this.#say("issues", "env/conflict", [...at, odd.index]);
        continue;
      }
      if (this.#policy === "keep") {
        kept ||= !isSame(meaning, target);
        if (meaning === "nothing") this.#say("warnings", "env/ignored-by-cuda", lastAt);
        continue;
      }
      let value = target;
      if (this.#policy === "tighten") {
        const unsure = isUnsure(meaning, sure, count);
        value = tighter(name, meaning, target, sure, count);
        if (meaning === "unknown" || unsure) this.#say("warnings", "env/incomparable", lastAt);
        else if (!isSame(meaning, value)) this.#say("warnings", "env/overridden", lastAt);
      } else if (!isSame(meaning, value)) this.#say("warnings", "env/overridden", lastAt);
      if (!isSame(meaningOf(first.item as UnknownObject), value)) {
        const item = first.item as UnknownObject;
        if (item["valueFrom"] !== undefined) first.item = { name, value: text(value) };
        else item["value"] = text(value);
      }
      env = env.filter((one) => one === first || !mine.includes(one));
    }
    if (container[key] != null || env.length > 0) container[key] = env.map(({ item }) => item);
    return kept;
  }

  /** The variables that the config comes to on devices that are sure to be seen. */
  #wanted(sure: number): [name: string, meaning: Record<string, number>][] {
    const config = this.#config ?? {};
    const memory: Record<string, number> = {};
    for (let device = 0; device < sure; device++) {
      const bytes = config.perDevicePinnedMemoryLimit?.[device] ?? config.pinnedDeviceMemoryLimit;
      if (bytes !== undefined) memory[device] = bytes / 2 ** 20;
    }
    if (!this.#counts.has(sure)) {
      for (const device of Object.keys(config.perDevicePinnedMemoryLimit ?? {})) {
        if (Number(device) < sure) continue;
        this.#say("issues", "device/out-of-range", ["perDevicePinnedMemoryLimit", device]);
      }
    }
    this.#counts.add(sure);
    const all: [string, Record<string, number>][] = [
      [MEMORY, memory],
      [
        THREADS,
        config.activeThreadPercentage === undefined
          ? {}
          : { n: config.activeThreadPercentage || 100 },
      ],
      [PRIORITY, config.clientPriority === undefined ? {} : { n: config.clientPriority }],
    ];
    return all.filter(([, meaning]) => Object.keys(meaning).length > 0);
  }

  #limits(container: UnknownObject, path: FieldPath, names: Names, claims: Claim[]): boolean {
    const key = names.resources ?? "resources";
    const resources = asFields(container[key]);
    const limits = asFields(resources["limits"]);
    const requests = asFields(resources["requests"]);
    const added: UnknownObject = {};
    const named = Object.entries(this.#options.resourceLimits ?? {});
    if (names.gpu !== undefined) {
      if (named.length > 0) this.#say("warnings", "resource/not-added", path);
      return false;
    }
    for (const { resource, limit, request } of claims) {
      if (request === undefined || request === null || gpus(request) === undefined) continue;
      if (limit === undefined || limit === null) added[resource] = request;
    }
    let kept = false;
    for (const [name, wanted] of named) {
      const there = Object.entries({ limits, requests }).filter(([, part]) => part[name] != null);
      const quantities = there.map(([, part]) => part[name]);
      if (quantities.every((quantity) => equal(quantity, wanted)) || this.#policy === "keep") {
        kept ||= quantities.some((quantity) => !equal(quantity, wanted));
        if (limits[name] == null) added[name] = quantities[0] ?? wanted;
        continue;
      }
      const smallest = [wanted, ...quantities].sort(
        (a, b) => (gpus(a) ?? Number.MAX_VALUE) - (gpus(b) ?? Number.MAX_VALUE),
      )[0];
      const value = this.#policy === "tighten" ? smallest : wanted;
      for (const [part, fields] of there) {
        if (equal(fields[name], value)) continue;
        const isError = this.#policy === "error";
        const code = isError ? "resource/conflict" : "resource/overridden";
        this.#say(isError ? "issues" : "warnings", code, [...path, key, part, name]);
        if (!isError) fields[name] = value;
      }
      if (limits[name] == null) added[name] = value;
    }
    if (Object.keys(added).length > 0) resources["limits"] = Object.assign(limits, added);
    return kept;
  }
}

/** Per device the smaller memory, the smaller percentage, the larger priority. */
function tighter(
  name: string,
  there: Meaning,
  wanted: Record<string, number>,
  sure: number,
  count: number,
): Record<string, number> {
  if (typeof there === "string") return wanted;
  const { n = 0 } = there;
  if (name === PRIORITY) return { n: Math.max(n, wanted["n"] ?? 0) };
  if (name === THREADS) {
    return { n: Math.min(Math.max(1, Math.floor(n)), wanted["n"] ?? 100) };
  }
  if (Object.keys(there).some((device) => Number(device) >= count)) return wanted;
  const limits = { ...wanted };
  for (const [device, mebibytes] of Object.entries(there)) {
    if (Number(device) < sure) limits[device] = Math.min(mebibytes, limits[device] ?? mebibytes);
  }
  return limits;
}

/** Whether it limits a device that may or may not be seen, and none that is not there. */
function isUnsure(there: Meaning, sure: number, count: number): boolean {
  if (typeof there === "string" || "n" in there) return false;
  const devices = Object.keys(there).map(Number);
  return devices.some((device) => device >= sure) && devices.every((device) => device < count);
}

function text(meaning: Record<string, number>): string {
  if (meaning["n"] !== undefined) return String(meaning["n"]);
  return Object.entries(meaning)
    .map(([device, mebibytes]) => `${device}=${mebibytes}M`)
    .join(",");
}

function isGpu(resource: string, names: Names): boolean {
  return (
    resource === "nvidia.com/gpu" ||
    resource === "nvidia.com/gpu.shared" ||
    resource.startsWith("nvidia.com/mig-") ||
    (names.gpuResources ?? []).includes(resource)
  );
}

/** A copy in which nothing is at two places at once. */
function unshared(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isFields(value: unknown): value is UnknownObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): UnknownObject {
  return isFields(value) ? value : {};
}

function valueAt(object: unknown, path: FieldPath): unknown {
  return path.reduce((at, step) => (at as Record<string | number, unknown>)[step], object);
}
