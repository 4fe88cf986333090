import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "./container-lists.ts";
import type { Fields } from "./walk.ts";

/** Deeper than this no manifest goes. */
const DEEPEST = 200;

/** Objects looked at before the search starts to remember which it has seen. */
const UNREMEMBERED = 20_000;

/** What `status` says happened; it is nobody's to configure. */
const NEVER_SEARCHED = "status";

/** What stands for any text in a policy's pattern, and in no name or image. */
const WILDCARD = /[*?]/;

/** What a search meets. A method that answers `true` ends the search. */
export interface Finder {
  /** An object that looks like a pod spec. */
  podSpec(spec: Fields, path: FieldPath): boolean;
  /** Something below which nothing is looked at. Heard of once. */
  tooDeep(path: FieldPath): boolean;
}

/**
 * Searches an object of an unknown kind for whatever looks like a pod spec: an object with a list
 * of `containers` or `initContainers` in which something has a name or an image. No map of
 * containers, no pattern (`name: "*"`), no text with a manifest in it, nothing below a `status`.
 *
 * One walk, which allocates nothing on the way; a cyclic or heavily shared object is seen once in
 * every part.
 */
export function searchPodSpecs(object: Fields, finder: Finder): boolean {
  return new Search(finder).from(object);
}

class Search {
  readonly #finder: Finder;
  readonly #path: (string | number)[] = [];
  #looked = 0;
  #seen: Set<object> | undefined;
  #isTooDeep = false;

  constructor(finder: Finder) {
    this.#finder = finder;
  }

  from(object: Fields): boolean {
    return this.#object(object);
  }

  #object(value: Fields): boolean {
    if (this.#seenBefore(value)) return false;
    const isPodSpec = looksLikePodSpec(value);
    if (isPodSpec && this.#finder.podSpec(value, [...this.#path])) return true;
    for (const key in value) {
      const child = value[key];
      if (typeof child !== "object" || child === null || key === NEVER_SEARCHED) continue;
      if (isPodSpec && holdsContainers(key)) continue;
      if (this.#child(key, child)) return true;
    }
    return false;
  }

  #child(step: string | number, child: object): boolean {
    if (this.#path.length === DEEPEST) return this.#tooDeep();
    this.#path.push(step);
    const ended = Array.isArray(child) ? this.#list(child) : this.#object(child as Fields);
    this.#path.pop();
    return ended;
  }

  #list(list: readonly unknown[]): boolean {
    if (this.#seenBefore(list)) return false;
    for (let index = 0; index < list.length; index++) {
      const item = list[index];
      if (typeof item === "object" && item !== null && this.#child(index, item)) return true;
    }
    return false;
  }

  #tooDeep(): boolean {
    if (this.#isTooDeep) return false;
    this.#isTooDeep = true;
    return this.#finder.tooDeep([...this.#path]);
  }

  #seenBefore(value: object): boolean {
    if (++this.#looked < UNREMEMBERED) return false;
    this.#seen ??= new Set();
    if (this.#seen.has(value)) return true;
    this.#seen.add(value);
    return false;
  }
}

function looksLikePodSpec(value: Fields): boolean {
  for (const list of CONTAINER_LISTS) if (isContainerList(value[list])) return true;
  return false;
}

/** The finder has seen these lists itself. */
function holdsContainers(key: string): boolean {
  return key === EPHEMERAL_CONTAINERS || CONTAINER_LISTS.some((list) => list === key);
}

function isContainerList(value: unknown): boolean {
  return Array.isArray(value) && value.some(looksLikeContainer);
}

function looksLikeContainer(item: unknown): boolean {
  return isObject(item) && (isText(item["name"]) || isText(item["image"]));
}

function isText(value: unknown): boolean {
  return typeof value === "string" && !WILDCARD.test(value);
}
