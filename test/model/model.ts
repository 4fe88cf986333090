import { isDeepStrictEqual } from "node:util";
import type { ConflictPolicy, FieldPath, InjectOptions, MpsConfig } from "kube-mps";
import type { Workload } from "../helpers/arbitraries/workload.ts";
import { MEMORY, PRIORITY, THREADS } from "../helpers/manifests.ts";
import { isSameLimit, type Limit, limitOf, visibleOf } from "./limit.ts";
import { equal, gpus } from "./quantity.ts";

type UnknownObject = Record<string, unknown>;

/** The result of an injection: everything but prose. */
export interface Outcome {
  /** The object, unless there are issues. */
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

interface GpuRequest {
  resource: string;
  limit: unknown;
  request: unknown;
}

/** Injection once more, written to be read: on a copy, step by step, sharing no code with the sources. */
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
      this.#add("issues", "config/missing", []);
    }
    if (this.#config !== null && this.#limitsNothing()) {
      this.#add("warnings", "config/limits-nothing", []);
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

  #add(list: "issues" | "warnings", code: string, path: FieldPath): void {
    this.outcome[list].push(`${code} ${path.join("/")}`);
  }

  #list(list: unknown, path: FieldPath, isEphemeral: boolean): void {
    if (list === undefined || list === null) return;
    if (!Array.isArray(list)) {
      this.#add("warnings", "workload/malformed", path);
      return;
    }
    for (const [index, item] of list.entries()) {
      if (isFields(item)) this.#container(item, [...path, index], {}, isEphemeral);
      else this.#add("warnings", "workload/malformed", [...path, index]);
    }
  }

  #container(container: UnknownObject, path: FieldPath, names: Names, isEphemeral: boolean): void {
    const requests = this.#requests(container, path, names);
    const { claims } = asFields(container[names.resources ?? "resources"]);
    if (requests.length === 0) {
      if (Array.isArray(claims) && claims.length > 0) {
        this.#report(path, "skipped", "resource-claim", 0, "");
      }
      return;
    }
    const counts = requests.map(({ limit, request }) => [gpus(limit), gpus(request)]);
    const isCountable = counts.flat().every((one) => one !== undefined);
    const count = counts.reduce((sum, pair) => sum + Math.max(...pair.map((one) => one ?? 0)), 0);
    const resource = requests[0]?.resource ?? "";
    const isSkipped = this.#config === null && this.#options.missingConfig === "skip";
    this.#usesGpu ||= !isEphemeral;
    if (isEphemeral || isSkipped) {
      const reason = isEphemeral ? "ephemeral" : "no-config";
      this.#report(path, "skipped", reason, isCountable ? count : 0, resource);
      return;
    }
    const before = unshared(container);
    this.#requestIssues(requests, path, names);
    this.#countWarnings(requests, path, isCountable ? count : 0);
    const isTooMany = this.#options.gpuUnit === "device" && isCountable && count > 1024;
    if (isTooMany) this.#add("issues", "gpu/quantity", path);
    let kept = false;
    if (this.#config !== null && isCountable && !isTooMany) {
      kept = this.#env(container, [...path, names.env ?? "env"], names, count);
    }
    kept = this.#limits(container, path, names, requests) || kept;
    const nothing = this.#limitsNothing() && this.#config?.clientPriority === undefined;
    if (!isDeepStrictEqual(before, container)) this.#report(path, "injected", "", count, resource);
    else if (kept) this.#report(path, "kept", "", count, resource);
    else if (nothing) this.#report(path, "skipped", "limits-nothing", count, resource);
    else this.#report(path, "unchanged", "", count, resource);
  }

  #report(path: FieldPath, action: string, reason: string, count: number, name: string): void {
    this.outcome.reports.push([path.join("/"), action, reason, count, name].join(" "));
  }

  #requests(container: UnknownObject, path: FieldPath, names: Names): GpuRequest[] {
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
      this.#add("warnings", "workload/malformed", at);
      return [];
    }
    for (const part of ["limits", "requests"]) {
      if (!isFields(resources[part] ?? {})) {
        this.#add("warnings", "workload/malformed", [...at, part]);
      }
    }
    const limits = asFields(resources["limits"]);
    const requests = asFields(resources["requests"]);
    return [...new Set([...Object.keys(limits), ...Object.keys(requests)])]
      .filter((resource) => isGpu(resource, names))
      .map((resource) => ({ resource, limit: limits[resource], request: requests[resource] }))
      .filter(({ limit, request }) => gpus(limit) !== 0 || gpus(request) !== 0);
  }

  #requestIssues(requests: GpuRequest[], path: FieldPath, names: Names): void {
    const at = [...path, names.resources ?? "resources"];
    for (const { resource, limit, request } of requests) {
      const [limited, requested] = [gpus(limit), gpus(request)];
      const limitAt =
        names.gpu === undefined ? [...at, "limits", resource] : [...path, names.gpu, "quantity"];
      if (limited === undefined) this.#add("issues", "gpu/quantity", limitAt);
      if (requested === undefined)
        this.#add("issues", "gpu/quantity", [...at, "requests", resource]);
      const areBothSet = [limit, request].every((one) => one !== undefined && one !== null);
      if (areBothSet && limited !== requested && limited !== undefined && requested !== undefined) {
        this.#add("issues", "gpu/limit-mismatch", [...at, "requests", resource]);
      }
    }
  }

  #countWarnings(requests: GpuRequest[], path: FieldPath, count: number): void {
    const once = (code: string) =>
      this.outcome.warnings.some((one) => one.startsWith(code))
        ? undefined
        : this.#add("warnings", code, path);
    if (count > 1 && this.#options.gpuUnit !== "device") once("gpu/count-is-replicas");
    if (requests.some(({ resource }) => resource.startsWith("nvidia.com/mig-"))) {
      once("gpu/mig-unverified");
    }
  }

  #env(container: UnknownObject, at: FieldPath, names: Names, count: number): boolean {
    const list = container[names.env ?? "env"];
    const visible = visibleOf(Array.isArray(list) ? list : [], count);
    const guaranteed = this.#options.gpuUnit === "device" ? (visible ?? 1) : 1;
    const requested = visible ?? count;
    const wanted = this.#wanted(guaranteed);
    const key = names.env ?? "env";
    if (wanted.length === 0) return false;
    if (!Array.isArray(container[key] ?? [])) {
      this.#add("issues", "workload/malformed", at);
      return false;
    }
    // Each item with the index that it had.
    let env = ((container[key] ?? []) as unknown[]).map((item, index) => ({ item, index }));
    let kept = false;
    for (const [name, target] of wanted) {
      const items = env.filter(({ item }) => isFields(item) && item["name"] === name);
      const last = items.at(-1);
      const first = items[0];
      if (first === undefined || last === undefined) {
        // No limit is what there is.
        if (name === THREADS && target["n"] === 100) continue;
        env.push({ item: { name, value: text(target) }, index: -1 });
        continue;
      }
      const existing = limitOf(last.item as UnknownObject);
      const lastAt = [...at, last.index];
      if (this.#policy === "error") {
        const different = items.find(
          ({ item }) => !isSameLimit(limitOf(item as UnknownObject), target),
        );
        if (different !== undefined) this.#add("issues", "env/conflict", [...at, different.index]);
        continue;
      }
      if (this.#policy === "keep") {
        kept ||= !isSameLimit(existing, target);
        if (existing === "ignored") this.#add("warnings", "env/ignored-by-cuda", lastAt);
        continue;
      }
      let value = target;
      if (this.#policy === "tighten") {
        const isUncertain = namesUncertainDevice(existing, guaranteed, requested);
        value = stricter(name, existing, target, guaranteed, requested);
        if (isUncertain) this.#add("issues", "env/conflict", lastAt);
        else if (existing === "unknown") this.#add("warnings", "env/incomparable", lastAt);
        else if (!isSameLimit(existing, value)) this.#add("warnings", "env/overridden", lastAt);
      } else if (!isSameLimit(existing, value)) this.#add("warnings", "env/overridden", lastAt);
      if (!isSameLimit(limitOf(first.item as UnknownObject), value)) {
        const item = first.item as UnknownObject;
        if (item["valueFrom"] !== undefined) first.item = { name, value: text(value) };
        else item["value"] = text(value);
      }
      for (const { index } of items.slice(1)) {
        this.#add("warnings", "env/duplicate", [...at, index]);
      }
      env = env.filter((one) => one === first || !items.includes(one));
    }
    if (container[key] != null || env.length > 0) container[key] = env.map(({ item }) => item);
    return kept;
  }

  /** The variables of the config for the devices that are guaranteed. */
  #wanted(guaranteed: number): [name: string, limit: Record<string, number>][] {
    const config = this.#config ?? {};
    const memory: Record<string, number> = {};
    for (let device = 0; device < guaranteed; device++) {
      const bytes = config.perDevicePinnedMemoryLimit?.[device] ?? config.pinnedDeviceMemoryLimit;
      if (bytes !== undefined) memory[device] = bytes / 2 ** 20;
    }
    if (!this.#counts.has(guaranteed)) {
      for (const device of Object.keys(config.perDevicePinnedMemoryLimit ?? {})) {
        if (Number(device) < guaranteed) continue;
        this.#add("issues", "device/out-of-range", ["perDevicePinnedMemoryLimit", device]);
      }
    }
    this.#counts.add(guaranteed);
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
    return all.filter(([, limit]) => Object.keys(limit).length > 0);
  }

  #limits(
    container: UnknownObject,
    path: FieldPath,
    names: Names,
    gpuRequests: GpuRequest[],
  ): boolean {
    const key = names.resources ?? "resources";
    const resources = asFields(container[key]);
    const limits = asFields(resources["limits"]);
    const requests = asFields(resources["requests"]);
    const added: UnknownObject = {};
    const named = Object.entries(this.#options.resourceLimits ?? {});
    if (names.gpu !== undefined) {
      if (named.length > 0) this.#add("warnings", "resource/not-added", path);
      return false;
    }
    for (const { resource, limit, request } of gpuRequests) {
      if (request === undefined || request === null || gpus(request) === undefined) continue;
      if (limit === undefined || limit === null) added[resource] = request;
    }
    let kept = false;
    for (const [name, wanted] of named) {
      const existing = Object.entries({ limits, requests }).filter(
        ([, part]) => part[name] != null,
      );
      const quantities = existing.map(([, part]) => part[name]);
      if (quantities.every((quantity) => equal(quantity, wanted)) || this.#policy === "keep") {
        kept ||= quantities.some((quantity) => !equal(quantity, wanted));
        if (limits[name] == null) added[name] = quantities[0] ?? wanted;
        continue;
      }
      const smallest = [wanted, ...quantities].sort(
        (a, b) => (gpus(a) ?? Number.MAX_VALUE) - (gpus(b) ?? Number.MAX_VALUE),
      )[0];
      const value = this.#policy === "tighten" ? smallest : wanted;
      for (const [part, fields] of existing) {
        if (equal(fields[name], value)) continue;
        const isError = this.#policy === "error";
        const code = isError ? "resource/conflict" : "resource/overridden";
        this.#add(isError ? "issues" : "warnings", code, [...path, key, part, name]);
        if (!isError) fields[name] = value;
      }
      if (limits[name] == null) added[name] = value;
    }
    if (Object.keys(added).length > 0) resources["limits"] = Object.assign(limits, added);
    return kept;
  }
}

/** Per device the smaller memory, the smaller percentage, the larger priority. */
function stricter(
  name: string,
  existing: Limit,
  wanted: Record<string, number>,
  guaranteed: number,
  requested: number,
): Record<string, number> {
  if (typeof existing === "string") return wanted;
  const { n = 0 } = existing;
  if (name === PRIORITY) return { n: Math.max(n, wanted["n"] ?? 0) };
  if (name === THREADS) {
    return { n: Math.min(Math.floor(n) || n, wanted["n"] ?? 100) };
  }
  if (Object.keys(existing).some((device) => Number(device) >= requested)) return wanted;
  const limits = { ...wanted };
  for (const [device, mebibytes] of Object.entries(existing)) {
    if (Number(device) >= guaranteed) continue;
    limits[device] = Math.min(mebibytes, limits[device] ?? mebibytes);
  }
  return limits;
}

/** Whether it names a device that is requested but not guaranteed, and none that is not requested. */
function namesUncertainDevice(existing: Limit, guaranteed: number, requested: number): boolean {
  if (typeof existing === "string" || "n" in existing) return false;
  const devices = Object.keys(existing).map(Number);
  return (
    devices.some((device) => device >= guaranteed) && devices.every((device) => device < requested)
  );
}

function text(limit: Record<string, number>): string {
  if (limit["n"] !== undefined) return String(limit["n"]);
  return Object.entries(limit)
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

/** A copy that shares nothing with itself. */
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
