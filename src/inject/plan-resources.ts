import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Json } from "../core/json.ts";
import { newIssue } from "../core/new-issue.ts";
import { received } from "../core/received.ts";
import type { GpuClaim } from "../gpu/gpu-claims.ts";
import { readGpuQuantity } from "../gpu/gpu-quantity.ts";
import { parseQuantity } from "../quantity/parse-quantity.ts";
import type { Fields } from "../workload/walk.ts";
import type { Edit } from "./edit.ts";
import type { Planning } from "./planning.ts";
import type { GpuContainer } from "./survey.ts";

type Quantity = number | string;

/**
 * Plans the resources of one container: the limit that Kubernetes demands beside a GPU request,
 * and the extended resources the caller names. Answers whether a policy kept something.
 */
export function planResources(gpu: GpuContainer, planning: Planning): boolean {
  if (gpu.shape.gpu !== undefined) return false;
  const added: [string, Quantity][] = [];
  for (const claim of gpu.claims) {
    const missing = missingLimit(gpu, claim, planning);
    if (missing !== undefined) added.push([claim.resource, missing]);
  }
  let kept = false;
  for (const [name, quantity] of planning.settings.resourceLimits) {
    kept = new ResourcePlan(gpu, name, quantity, planning).settle(added) || kept;
  }
  addLimits(gpu, added, planning.edits);
  return kept;
}

function resourcesOf(gpu: GpuContainer): Fields {
  const resources = gpu.container[gpu.shape.resources];
  return isObject(resources) ? resources : {};
}

function partOf(gpu: GpuContainer, part: "limits" | "requests"): Fields | undefined {
  const value = resourcesOf(gpu)[part];
  return isObject(value) ? value : undefined;
}

/** The request, where it stands alone; an issue where limit and request differ. */
function missingLimit(
  gpu: GpuContainer,
  claim: GpuClaim,
  planning: Planning,
): Quantity | undefined {
  const { limit, request } = claim;
  if (request === undefined || request === null) return undefined;
  if (limit === undefined || limit === null) {
    return Number.isNaN(readGpuQuantity(request)) ? undefined : (request as Quantity);
  }
  const [wanted, asked] = [readGpuQuantity(limit), readGpuQuantity(request)];
  if (wanted !== asked && !Number.isNaN(wanted) && !Number.isNaN(asked)) {
    planning.issues.push(
      newIssue(
        "gpu/limit-mismatch",
        [...gpu.path, gpu.shape.resources, "requests", claim.resource],
        `the request for ${claim.resource} must equal its limit, ${received(limit)}`,
        "Kubernetes refuses it as it is: leave the request out, the limit is enough",
        request,
      ),
    );
  }
  return undefined;
}

/** New limits go in one by one; where there are no limits yet, all at once. */
function addLimits(gpu: GpuContainer, added: readonly [string, Quantity][], edits: Edit[]): void {
  if (added.length === 0) return;
  const path = [...gpu.path, gpu.shape.resources, "limits"];
  const limits = partOf(gpu, "limits");
  if (limits === undefined) {
    const there = resourcesOf(gpu)["limits"] === null;
    edits.push({ op: there ? "replace" : "add", path, value: Object.fromEntries(added) });
    return;
  }
  for (const [name, value] of added) {
    edits.push({ op: limits[name] === null ? "replace" : "add", path: [...path, name], value });
  }
}

/** One of the caller's extended resources on one container. */
class ResourcePlan {
  readonly #gpu: GpuContainer;
  readonly #name: string;
  readonly #wanted: Quantity;
  readonly #planning: Planning;

  constructor(gpu: GpuContainer, name: string, wanted: Quantity, planning: Planning) {
    this.#gpu = gpu;
    this.#name = name;
    this.#wanted = wanted;
    this.#planning = planning;
  }

  settle(added: [string, Quantity][]): boolean {
    const limit = partOf(this.#gpu, "limits")?.[this.#name] ?? undefined;
    const request = partOf(this.#gpu, "requests")?.[this.#name] ?? undefined;
    const there = limit ?? request;
    if (there === undefined) {
      added.push([this.#name, this.#wanted]);
      return false;
    }
    const equal = same(there, this.#wanted) && (request === undefined || same(request, there));
    const policy = this.#planning.settings.options.onConflict;
    if (!equal && policy === "error") {
      this.#conflict(there);
      return false;
    }
    const value = equal || policy === "keep" ? (there as Quantity) : this.#chosen(there);
    if (!equal && policy !== "keep" && !same(there, value)) {
      this.#warn(limit === undefined ? "requests" : "limits", there, value);
    }
    if (limit === undefined) added.push([this.#name, value]);
    else if (!same(limit, value)) this.#replace("limits", value);
    if (request !== undefined && !same(request, value) && policy !== "keep") {
      this.#replace("requests", value);
    }
    return policy === "keep" && !equal;
  }

  #chosen(there: unknown): Quantity {
    const count = readGpuQuantity(there);
    const tighter =
      this.#planning.settings.options.onConflict === "tighten" &&
      count < readGpuQuantity(this.#wanted);
    return tighter ? (there as Quantity) : this.#wanted;
  }

  #path(part: "limits" | "requests"): FieldPath {
    return [...this.#gpu.path, this.#gpu.shape.resources, part, this.#name];
  }

  #replace(part: "limits" | "requests", value: Json): void {
    this.#planning.edits.push({ op: "replace", path: this.#path(part), value });
  }

  #warn(part: "limits" | "requests", there: unknown, value: Quantity): void {
    const message = `${this.#name} was set already: it is now ${received(value)}`;
    const issue = newIssue("resource/overridden", this.#path(part), message, undefined, there);
    this.#planning.warnings.push(issue);
  }

  #conflict(there: unknown): void {
    const message = `${this.#name} is set already, and not to ${received(this.#wanted)}`;
    const hint = 'remove it, or set onConflict to "override", "keep" or "tighten"';
    const issue = newIssue("resource/conflict", this.#path("limits"), message, hint, there);
    this.#planning.issues.push(issue);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const [x, y] = [exact(a), exact(b)];
  return typeof x === "bigint" && x === y;
}

function exact(value: unknown): unknown {
  return typeof value === "number" || typeof value === "string"
    ? parseQuantity(String(value).trim())
    : value;
}
