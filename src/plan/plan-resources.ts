import type { Edit } from "../edit/edit.ts";
import type { FoundContainer } from "../find/find-containers.ts";
import { readGpuQuantity } from "../kubernetes/gpu/gpu-quantity.ts";
import type { GpuRequest } from "../kubernetes/gpu/gpu-requests.ts";
import { parseQuantity } from "../kubernetes/quantity/parse-quantity.ts";
import type { FieldPath } from "../result/field-path.ts";
import { newIssue } from "../result/issue.ts";
import { received } from "../result/received.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { PlanContext } from "./plan-context.ts";

type Quantity = number | string;

const PARTS = ["limits", "requests"] as const;

type Part = (typeof PARTS)[number];

/** A quantity in one part of the resources. */
interface ExistingQuantity {
  readonly part: Part;
  readonly quantity: unknown;
}

/**
 * Plans the resources of one container: the limit that Kubernetes demands for a GPU request, and the
 * extended resources that the caller names. Returns whether a policy kept a quantity.
 */
export function planResources(found: FoundContainer, context: PlanContext): boolean {
  if (found.fields.gpu !== undefined) {
    warnOfMissingField(found, context);
    return false;
  }
  const added: [string, Quantity][] = [];
  for (const request of found.requests) {
    const missing = missingLimit(request);
    if (missing !== undefined) added.push([request.resource, missing]);
  }
  let kept = false;
  for (const [name, quantity] of context.settings.resourceLimits) {
    kept = new ResourcePlan(found, name, quantity, context).settle(added) || kept;
  }
  addLimits(found, added, context.edits);
  return kept;
}

/** Spark's driver and executor have a field for GPUs, and none for other resources. */
function warnOfMissingField({ path }: FoundContainer, { settings, warnings }: PlanContext): void {
  if (settings.resourceLimits.length === 0) return;
  const names = settings.resourceLimits.map(([name]) => name).join(", ");
  const were = settings.resourceLimits.length === 1 ? "was" : "were";
  const message = `${names} ${were} not added: there is no resources field here`;
  warnings.push(newIssue("resource/not-added", path, message, "set them in a pod template"));
}

function resourcesOf({ container, fields }: FoundContainer): UnknownObject {
  const resources = container[fields.resources];
  return isObject(resources) ? resources : {};
}

function partOf(found: FoundContainer, part: Part): UnknownObject | undefined {
  const value = resourcesOf(found)[part];
  return isObject(value) ? value : undefined;
}

/** The request, if there is no limit for it. */
function missingLimit({ limit, request }: GpuRequest): Quantity | undefined {
  if (request === undefined || request === null) return undefined;
  if (limit !== undefined && limit !== null) return undefined;
  return Number.isNaN(readGpuQuantity(request)) ? undefined : (request as Quantity);
}

/** Adds limits one by one; all at once if there are no limits yet. */
function addLimits(
  found: FoundContainer,
  added: readonly [string, Quantity][],
  edits: Edit[],
): void {
  if (added.length === 0) return;
  const path = [...found.path, found.fields.resources, "limits"];
  const limits = partOf(found, "limits");
  if (limits === undefined) {
    const isNull = resourcesOf(found)["limits"] === null;
    edits.push({ op: isNull ? "replace" : "add", path, value: Object.fromEntries(added) });
    return;
  }
  for (const [name, value] of added) {
    edits.push({ op: limits[name] === null ? "replace" : "add", path: [...path, name], value });
  }
}

/** One of the caller's extended resources on one container. */
class ResourcePlan {
  readonly #found: FoundContainer;
  readonly #name: string;
  readonly #wanted: Quantity;
  readonly #context: PlanContext;

  constructor(found: FoundContainer, name: string, wanted: Quantity, context: PlanContext) {
    this.#found = found;
    this.#name = name;
    this.#wanted = wanted;
    this.#context = context;
  }

  settle(added: [string, Quantity][]): boolean {
    const existing = PARTS.flatMap((part) => {
      const quantity = partOf(this.#found, part)?.[this.#name] ?? undefined;
      return quantity === undefined ? [] : [{ part, quantity }];
    });
    const [first] = existing;
    if (first === undefined) {
      added.push([this.#name, this.#wanted]);
      return false;
    }
    const isEqual = existing.every(({ quantity }) => isSame(quantity, this.#wanted));
    const isKept = isEqual || this.#policy === "keep";
    const value = isKept ? (first.quantity as Quantity) : this.#chosen(existing);
    if (!isKept) this.#replaceAll(existing, value);
    if (first.part === "requests") added.push([this.#name, value]);
    return isKept && !isEqual;
  }

  get #policy() {
    return this.#context.settings.options.onConflict;
  }

  #replaceAll(existing: readonly ExistingQuantity[], value: Quantity): void {
    for (const { part, quantity } of existing) {
      if (isSame(quantity, value)) continue;
      if (this.#policy === "error") this.#reportConflict(part, quantity);
      else this.#replace(part, quantity, value);
    }
  }

  /** The caller's quantity, or under `tighten` the smallest of all. */
  #chosen(existing: readonly ExistingQuantity[]): Quantity {
    let chosen = this.#wanted;
    if (this.#policy !== "tighten") return chosen;
    for (const { quantity } of existing) {
      if (readGpuQuantity(quantity) < readGpuQuantity(chosen)) chosen = quantity as Quantity;
    }
    return chosen;
  }

  #path(part: Part): FieldPath {
    return [...this.#found.path, this.#found.fields.resources, part, this.#name];
  }

  #replace(part: Part, quantity: unknown, value: Quantity): void {
    const path = this.#path(part);
    const message = `${this.#name} was overridden with ${received(value)}`;
    this.#context.edits.push({ op: "replace", path, value });
    this.#context.warnings.push(
      newIssue("resource/overridden", path, message, undefined, quantity),
    );
  }

  #reportConflict(part: Part, quantity: unknown): void {
    const message = `${this.#name} is already set to another value than ${received(this.#wanted)}`;
    const hint = 'remove it, or set onConflict to "override", "keep" or "tighten"';
    const issue = newIssue("resource/conflict", this.#path(part), message, hint, quantity);
    this.#context.issues.push(issue);
  }
}

/** Whether any value means the same as a whole quantity. */
function isSame(quantity: unknown, whole: Quantity): boolean {
  return exact(quantity) === exact(whole);
}

function exact(value: unknown): unknown {
  return typeof value === "number" || typeof value === "string"
    ? parseQuantity(String(value).trim())
    : value;
}
