import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
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

const PARTS = ["limits", "requests"] as const;

type Part = (typeof PARTS)[number];

/** What stands in a part of the resources, if something does. */
interface WrittenQuantity {
  readonly part: Part;
  readonly quantity: unknown;
}

/**
 * Plans the resources of one container: the limit that Kubernetes demands beside a GPU request,
 * and the extended resources the caller names. Answers whether a policy kept something.
 */
export function planResources(gpu: GpuContainer, planning: Planning): boolean {
  if (gpu.shape.gpu !== undefined) {
    warnOfMissingPlace(gpu, planning);
    return false;
  }
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

/** Spark's driver and executor have a field for GPUs, and none for other resources. */
function warnOfMissingPlace(gpu: GpuContainer, { settings, warnings }: Planning): void {
  if (settings.resourceLimits.length === 0) return;
  const names = settings.resourceLimits.map(([name]) => name).join(", ");
  const message = `this has no resources field: ${names} could not be added`;
  warnings.push(newIssue("resource/not-added", gpu.path, message, "set them in a pod template"));
}

function resourcesOf(gpu: GpuContainer): Fields {
  const resources = gpu.container[gpu.shape.resources];
  return isObject(resources) ? resources : {};
}

function partOf(gpu: GpuContainer, part: Part): Fields | undefined {
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
    const there = PARTS.flatMap((part) => {
      const quantity = partOf(this.#gpu, part)?.[this.#name] ?? undefined;
      return quantity === undefined ? [] : [{ part, quantity }];
    });
    const [first] = there;
    if (first === undefined) {
      added.push([this.#name, this.#wanted]);
      return false;
    }
    const policy = this.#planning.settings.options.onConflict;
    const isEqual = there.every(({ quantity }) => same(quantity, this.#wanted));
    const stays = isEqual || policy === "keep";
    const value = stays ? (first.quantity as Quantity) : this.#chosen(there);
    if (!stays) this.#settleParts(there, value);
    if (first.part === "requests") added.push([this.#name, value]);
    return stays && !isEqual;
  }

  #settleParts(there: readonly WrittenQuantity[], value: Quantity): void {
    const isError = this.#planning.settings.options.onConflict === "error";
    for (const { part, quantity } of there) {
      if (same(quantity, value)) continue;
      if (isError) this.#conflict(part, quantity);
      else this.#replace(part, quantity, value);
    }
  }

  /** The caller's quantity, or under `tighten` the smallest of all there are. */
  #chosen(there: readonly WrittenQuantity[]): Quantity {
    let chosen = this.#wanted;
    if (this.#planning.settings.options.onConflict !== "tighten") return chosen;
    for (const { quantity } of there) {
      if (readGpuQuantity(quantity) < readGpuQuantity(chosen)) chosen = quantity as Quantity;
    }
    return chosen;
  }

  #path(part: Part): FieldPath {
    return [...this.#gpu.path, this.#gpu.shape.resources, part, this.#name];
  }

  #replace(part: Part, quantity: unknown, value: Quantity): void {
    const path = this.#path(part);
    const message = `${this.#name} was set already: it is now ${received(value)}`;
    this.#planning.edits.push({ op: "replace", path, value });
    this.#planning.warnings.push(
      newIssue("resource/overridden", path, message, undefined, quantity),
    );
  }

  #conflict(part: Part, quantity: unknown): void {
    const message = `${this.#name} is set already, and not to ${received(this.#wanted)}`;
    const hint = 'remove it, or set onConflict to "override", "keep" or "tighten"';
    const issue = newIssue("resource/conflict", this.#path(part), message, hint, quantity);
    this.#planning.issues.push(issue);
  }
}

/** Whether a quantity, whatever it is, means the same as one that is known to be whole. */
function same(quantity: unknown, whole: Quantity): boolean {
  return exact(quantity) === exact(whole);
}

function exact(value: unknown): unknown {
  return typeof value === "number" || typeof value === "string"
    ? parseQuantity(String(value).trim())
    : value;
}
