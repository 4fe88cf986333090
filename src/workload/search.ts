import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Fields } from "./walk.ts";

/** Deeper than this no manifest goes. */
const DEEPEST = 200;

/** Objects looked at before the search starts to remember which it has seen. */
const UNREMEMBERED = 20_000;

/** What `status` says happened; it is nobody's to configure. */
const NEVER_SEARCHED = "status";

/** Hears of each object that looks like a pod spec. Answering `true` ends the search. */
export type OnPodSpec = (spec: Fields, path: FieldPath, owner: Fields) => boolean;

/**
 * Searches an object of an unknown kind for whatever looks like a pod spec: an object with a list
 * of `containers`. Allocates nothing on an ordinary object that has none; a cyclic or heavily
 * shared one is seen once in every part.
 */
export function searchPodSpecs(object: Fields, onPodSpec: OnPodSpec): boolean {
  return new Search(onPodSpec).from(object);
}

class Search {
  readonly #onPodSpec: OnPodSpec;
  readonly #path: (string | number)[] = [];
  #looked = 0;
  #seen: Set<object> | undefined;

  constructor(onPodSpec: OnPodSpec) {
    this.#onPodSpec = onPodSpec;
  }

  from(object: Fields): boolean {
    return this.#object(object, object);
  }

  #object(value: Fields, owner: Fields): boolean {
    if (this.#path.length > DEEPEST || this.#seenBefore(value)) return false;
    if (looksLikePodSpec(value)) return this.#onPodSpec(value, [...this.#path], owner);
    for (const key in value) {
      const child = value[key];
      if (typeof child !== "object" || child === null || key === NEVER_SEARCHED) continue;
      if (this.#child(key, child, value)) return true;
    }
    return false;
  }

  #child(step: string | number, child: object, owner: Fields): boolean {
    this.#path.push(step);
    const ended = Array.isArray(child)
      ? this.#list(child, owner)
      : this.#object(child as Fields, owner);
    this.#path.pop();
    return ended;
  }

  #list(list: readonly unknown[], owner: Fields): boolean {
    if (this.#path.length > DEEPEST || this.#seenBefore(list)) return false;
    for (let index = 0; index < list.length; index++) {
      const item = list[index];
      if (typeof item === "object" && item !== null && this.#child(index, item, owner)) return true;
    }
    return false;
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
  return isContainerList(value["containers"]) || isContainerList(value["initContainers"]);
}

function isContainerList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
