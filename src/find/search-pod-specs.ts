import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import type { FieldPath } from "../result/field-path.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** No manifest is deeper than this. */
const MAX_DEPTH = 200;

/** Objects visited before the search starts to remember which it has seen. */
const MAX_UNREMEMBERED = 20_000;

/** `status` reports what happened; it configures nothing. */
const NEVER_SEARCHED = "status";

/** What stands for any text in the pattern of a policy, and occurs in no name or image. */
const WILDCARD = /[*?]/;

/** What a search finds: something like a pod spec, or a depth below which nothing is searched. */
export interface SearchHit {
  readonly path: FieldPath;
  /** `undefined` where the object is too deep; reported once. */
  readonly spec: UnknownObject | undefined;
  /** What the spec is a field of. */
  readonly parent: UnknownObject;
}

/**
 * Searches an object of an unknown kind for anything that looks like a pod spec: an object with a list
 * of `containers` or `initContainers` in which an item has a name or an image. Maps of containers,
 * patterns (`name: "*"`), text that holds a manifest, and `status` do not count.
 *
 * A cyclic or heavily shared object is visited a bounded number of times.
 */
export function searchPodSpecs(object: UnknownObject): readonly SearchHit[] {
  const search = new Search();
  search.object(object, object);
  return search.hits;
}

class Search {
  readonly hits: SearchHit[] = [];
  readonly #path: (string | number)[] = [];
  #visited = 0;
  #seen: Set<object> | undefined;
  #isTooDeep = false;

  object(value: UnknownObject, parent: UnknownObject): void {
    if (this.#isSeen(value)) return;
    const isPodSpec = looksLikePodSpec(value);
    if (isPodSpec) this.hits.push({ path: [...this.#path], spec: value, parent });
    for (const key in value) {
      const child = value[key];
      if (typeof child !== "object" || child === null || key === NEVER_SEARCHED) continue;
      if (isPodSpec && holdsContainers(key)) continue;
      this.#child(key, child, value);
    }
  }

  #child(step: string | number, child: object, parent: UnknownObject): void {
    if (this.#path.length === MAX_DEPTH) {
      if (!this.#isTooDeep) this.hits.push({ path: [...this.#path], spec: undefined, parent });
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
    for (let index = 0; index < list.length; index++) {
      const item = list[index];
      if (typeof item === "object" && item !== null) this.#child(index, item, parent);
    }
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
