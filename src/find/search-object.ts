import { readGpuQuantity } from "../kubernetes/gpu/gpu-quantity.ts";
import { readGpuRequests } from "../kubernetes/gpu/gpu-requests.ts";
import type { GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";
import { CONTAINER_FIELDS, type ContainerFields } from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import type { FieldPath } from "../result/field-path.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** No manifest is deeper than this. */
const MAX_DEPTH = 200;

/** Objects visited before the search starts to remember which it has seen. */
const MAX_UNREMEMBERED = 20_000;

/** What reports on an object, or describes one; it configures nothing. */
const NEVER_SEARCHED: readonly string[] = ["status", "openAPIV3Schema"];

/** Where the server and its clients note down whole manifests. */
const METADATA = "metadata";

/** What a container's resources are called: `resources`, `resourcesPerNode`, `computeResources`. */
const RESOURCES = /resources/i;

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
      readonly fields: ContainerFields;
    }
  /** A text that holds a manifest or a patch with a GPU, or resources that are not a container's. */
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
  const search = new Search(names, NONE);
  search.object(object, object);
  return search.hits;
}

/**
 * The same for one field of an object, or one item of a list, whose paths begin with it.
 *
 * @param except - what was found before
 */
export function searchField(
  object: UnknownObject,
  step: string | number,
  value: unknown,
  names: GpuResourceNames,
  except: readonly object[],
): readonly SearchHit[] {
  const search = new Search(names, except);
  search.child(step, value, object);
  return search.hits;
}

class Search {
  readonly hits: SearchHit[] = [];
  readonly #names: GpuResourceNames;
  readonly #except: readonly object[];
  readonly #path: (string | number)[] = [];
  #visited = 0;
  #seen: Set<object> | undefined;
  #isTooDeep = false;

  constructor(names: GpuResourceNames, except: readonly object[]) {
    this.#names = names;
    this.#except = except;
  }

  object(value: UnknownObject, parent: UnknownObject): void {
    if (this.#isSeen(value)) return;
    const isPodSpec = looksLikePodSpec(value);
    if (!this.#except.includes(value)) {
      const fields = isPodSpec ? undefined : this.#fieldsOf(value);
      const path = [...this.#path];
      if (isPodSpec) this.hits.push({ type: "pod", path, spec: value, parent });
      if (fields !== undefined) {
        this.hits.push({ type: "container", path, container: value, fields });
        return;
      }
    }
    for (const key in value) {
      if (NEVER_SEARCHED.includes(key) || (isPodSpec && holdsContainers(key))) continue;
      this.child(key, value[key], value);
    }
  }

  /** The fields of an object that requests a GPU as a container does. */
  #fieldsOf(value: UnknownObject): ContainerFields | undefined {
    for (const key in value) {
      const field = value[key];
      if (!isObject(field)) continue;
      const isGpu = "quantity" in field;
      if (!isGpu && !RESOURCES.test(key) && !this.#isPart(key)) continue;
      const fields = { ...CONTAINER_FIELDS, ...(isGpu ? { gpu: key } : { resources: key }) };
      const read = readGpuRequests(value, fields, this.#names);
      if (read !== undefined && read.requests.length > 0 && !isPattern(value)) return fields;
      // A map of resources.
      const own = Object.keys(field).find(
        (name) => this.#names.has(name) && readGpuQuantity(field[name]) !== 0,
      );
      if (own !== undefined) this.hits.push({ type: "text", path: [...this.#path, key, own] });
    }
    return undefined;
  }

  /** Whether this is a part of resources that are missing around it; in a `spec` it is a quota. */
  #isPart(key: string): boolean {
    const holder = this.#path.at(-1);
    if (key !== "limits" && key !== "requests") return false;
    return typeof holder === "string" && holder !== "spec" && !RESOURCES.test(holder);
  }

  child(step: string | number, child: unknown, parent: UnknownObject): void {
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
    for (let index = 0; index < list.length; index++) this.child(index, list[index], parent);
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
