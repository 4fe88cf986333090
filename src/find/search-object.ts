import { readGpuRequests } from "../kubernetes/gpu/gpu-requests.ts";
import type { GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";
import { CONTAINER_FIELDS } from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import type { FieldPath } from "../result/field-path.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** No manifest is deeper than this. */
const MAX_DEPTH = 200;

/** Objects visited before the search starts to remember which it has seen. */
const MAX_UNREMEMBERED = 20_000;

/** What reports on an object, or describes one; it configures nothing. */
const NEVER_SEARCHED: readonly string[] = ["status", "openAPIV3Schema"];

/** Where the server and its clients note down whole manifests. */
const METADATA = "metadata";

/** A condition on a field, as Kyverno writes it: `(name): "*"`. */
const CONDITION = /^[+^<=X]?\(/;

/** What matches any text in the pattern of a policy, and occurs in no name or image. */
const WILDCARD = /[*?]/;

/** What a search finds. */
export type SearchHit =
  | {
      /** Something like a pod spec. */
      readonly type: "pod";
      readonly path: FieldPath;
      readonly spec: UnknownObject;
      /** What the spec is a field of. */
      readonly parent: UnknownObject;
    }
  | {
      /** An object like a container, outside a pod spec, that requests a GPU. */
      readonly type: "container";
      readonly path: FieldPath;
      readonly container: UnknownObject;
    }
  /** A text that holds a manifest or a patch with a GPU. */
  | { readonly type: "text"; readonly path: FieldPath }
  /** A depth below which nothing is searched; reported once. */
  | { readonly type: "too-deep"; readonly path: FieldPath };

/**
 * Searches an object of an unknown kind for anything that looks like a pod spec: an object with a list
 * of `containers` or `initContainers` in which an item has a name or an image; for objects that are like
 * a container and request a GPU; and for texts that hold one. Patterns (`name: "*"`), schemas, `status`
 * and texts in metadata do not count.
 *
 * A cyclic or heavily shared object is visited a bounded number of times.
 */
export function searchObject(object: UnknownObject, names: GpuResourceNames): readonly SearchHit[] {
  const search = new Search(names);
  search.object(object, object);
  return search.hits;
}

class Search {
  readonly hits: SearchHit[] = [];
  readonly #names: GpuResourceNames;
  readonly #path: (string | number)[] = [];
  #visited = 0;
  #seen: Set<object> | undefined;
  #isTooDeep = false;

  constructor(names: GpuResourceNames) {
    this.#names = names;
  }

  object(value: UnknownObject, parent: UnknownObject): void {
    if (this.#isSeen(value)) return;
    const isPodSpec = looksLikePodSpec(value);
    if (isPodSpec) this.hits.push({ type: "pod", path: [...this.#path], spec: value, parent });
    else if (this.#isLikeContainer(value)) {
      this.hits.push({ type: "container", path: [...this.#path], container: value });
      return;
    }
    for (const key in value) {
      if (NEVER_SEARCHED.includes(key) || (isPodSpec && holdsContainers(key))) continue;
      this.#child(key, value[key], value);
    }
  }

  #isLikeContainer(value: UnknownObject): boolean {
    if (!isObject(value["resources"])) return false;
    const read = readGpuRequests(value, CONTAINER_FIELDS, this.#names);
    return read !== undefined && read.requests.length > 0 && !isPattern(value);
  }

  #child(step: string | number, child: unknown, parent: UnknownObject): void {
    if (typeof child === "string") {
      if (this.#names.areRequestedIn(child) && !this.#path.includes(METADATA)) {
        this.hits.push({ type: "text", path: [...this.#path, step] });
      }
      return;
    }
    if (typeof child !== "object" || child === null) return;
    if (this.#path.length === MAX_DEPTH) {
      if (!this.#isTooDeep) this.hits.push({ type: "too-deep", path: [...this.#path] });
      this.#isTooDeep = true;
      return;
    }
    this.#path.push(step);
    if (Array.isArray(child)) this.#list(child, parent);
    else this.object(child as UnknownObject, parent);
    this.#path.pop();
  }

  #list(list: readonly unknown[], parent: UnknownObject): void {
    if (this.#isSeen(list)) return;
    for (let index = 0; index < list.length; index++) this.#child(index, list[index], parent);
  }

  #isSeen(value: object): boolean {
    if (++this.#visited < MAX_UNREMEMBERED) return false;
    this.#seen ??= new Set();
    if (this.#seen.has(value)) return true;
    this.#seen.add(value);
    return false;
  }
}

function looksLikePodSpec(value: UnknownObject): boolean {
  return CONTAINER_LISTS.some((list) => isContainerList(value[list]));
}

/** Those are searched as lists of containers. */
function holdsContainers(key: string): boolean {
  return key === EPHEMERAL_CONTAINERS || CONTAINER_LISTS.some((list) => list === key);
}

function isContainerList(value: unknown): boolean {
  return Array.isArray(value) && value.some(looksLikeContainer);
}

function looksLikeContainer(item: unknown): boolean {
  return isObject(item) && (isLiteral(item["name"]) || isLiteral(item["image"]));
}

function isLiteral(value: unknown): boolean {
  return typeof value === "string" && !WILDCARD.test(value);
}

function isPattern(value: UnknownObject): boolean {
  const { name } = value;
  if (typeof name === "string" && WILDCARD.test(name)) return true;
  return Object.keys(value).some((key) => CONDITION.test(key));
}
