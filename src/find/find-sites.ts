import {
  type CompiledKind,
  type ContainerTarget,
  POD_TEMPLATE,
  type Target,
} from "../kubernetes/kinds/compiled-kind.ts";
import type { KindIndex } from "../kubernetes/kinds/kind-index.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../kubernetes/kinds/kind-path.ts";
import type { CompiledOptions } from "../options/inject-options.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { searchPodSpecs } from "./search-pod-specs.ts";
import type { Site, Workload } from "./site.ts";
import { malformed, objectTooDeep, searchTooDeep } from "./workload-issues.ts";

/** A `List` in a `List` is legal and rare; deeper nesting is an attack or a cycle. */
const MAX_OBJECT_DEPTH = 8;

/** What is known of a place in an object, given to everything below it. */
interface Nesting {
  readonly depth: number;
  /** The kind that a typed list omits from its items. */
  readonly apiVersion?: unknown;
  readonly kind?: string;
  /** The lists of items on the way: a few Lists that contain each other would never end. */
  readonly lists?: Set<unknown>;
}

const OUTERMOST: Nesting = { depth: 0 };

/**
 * Finds every place in an object where its kind holds containers, in the order of the table: one for
 * a Deployment, one for each item of a List.
 *
 * @param unknownKinds - what to do with objects that are not in the table
 */
export function findSites(
  object: UnknownObject,
  kinds: KindIndex,
  unknownKinds: CompiledOptions["unknownKinds"],
): readonly Site[] {
  const finder = new SiteFinder(kinds, unknownKinds);
  finder.object(object, NONE, OUTERMOST);
  return finder.sites;
}

/** A value on the way to a target, and what it is a field of. */
interface Reached {
  readonly value: unknown;
  readonly parent: UnknownObject;
  readonly path: FieldPath;
}

class SiteFinder {
  readonly sites: Site[] = [];
  readonly #kinds: KindIndex;
  readonly #unknownKinds: CompiledOptions["unknownKinds"];
  #isOver = false;

  constructor(kinds: KindIndex, unknownKinds: CompiledOptions["unknownKinds"]) {
    this.#kinds = kinds;
    this.#unknownKinds = unknownKinds;
  }

  object(object: UnknownObject, path: FieldPath, nesting: Nesting): void {
    if (nesting.depth > MAX_OBJECT_DEPTH) {
      this.#tooDeep(path);
      return;
    }
    const kind = object["kind"] ?? nesting.kind;
    const apiVersion = object["apiVersion"] ?? nesting.apiVersion;
    const workload = { object, path, apiVersion, kind };
    const row = this.#kinds.find(apiVersion, kind);
    if (row !== undefined) {
      this.#known(row, workload, nesting.depth);
    } else if (typeof kind === "string" && kind.endsWith("List") && "items" in object) {
      this.#items(object, kind, path, nesting);
      // Not every kind whose name ends so is a list of objects and nothing else.
      if (!this.#isOver && hasMoreThanItems(object)) {
        const { items: _, ...others } = object;
        this.#unknown({ ...workload, object: others });
      }
    } else {
      this.#unknown(workload);
    }
  }

  #known(row: CompiledKind, workload: Workload, depth: number): void {
    const { object, path } = workload;
    if (row.skip !== undefined) {
      this.sites.push({ type: "skipped", reason: row.skip });
      return;
    }
    const { root } = row;
    if (root !== undefined && (object[root] === undefined || object[root] === null)) {
      this.#warn(malformed([...path, root], object[root], "object"));
      return;
    }
    for (const target of row.pods) this.#podSpecs(target, workload);
    for (const target of row.containers) this.#inlineContainers(target, workload);
    for (const target of row.objects) {
      for (const { value, path: at } of this.#follow(target, workload)) {
        if (!this.#isOver) this.object(value as UnknownObject, at, { depth: depth + 1 });
      }
    }
  }

  #podSpecs(target: Target, workload: Workload): void {
    const { object, path } = workload;
    if (target.fixed === POD_TEMPLATE) {
      // Where nearly all pods are. A third of the time: bench objects, "Deployment without a GPU".
      const template = (object["spec"] as Maybe<UnknownObject>)?.["template"];
      const spec = (template as Maybe<UnknownObject>)?.["spec"];
      if (isObject(spec)) {
        const at = path.length === 0 ? POD_TEMPLATE : [...path, ...POD_TEMPLATE];
        this.#pod(spec, at, template as UnknownObject, workload);
        return;
      }
    }
    for (const { value, parent, path: at } of this.#follow(target, workload)) {
      this.#pod(value as UnknownObject, at, parent, workload);
    }
  }

  #pod(
    spec: UnknownObject,
    path: FieldPath,
    template: UnknownObject,
    workload: Workload,
    isKnown = true,
  ): void {
    this.sites.push({ type: "pod", spec, path, template, workload, isKnown });
  }

  #inlineContainers(target: ContainerTarget, workload: Workload): void {
    const { fields } = target;
    for (const { value, path } of this.#follow(target, workload)) {
      const container = value as UnknownObject;
      this.sites.push({ type: "inline", container, path, fields, workload });
    }
  }

  /** The objects that a target leads to; values on the way that are of the wrong type are reported. */
  #follow({ steps }: Target, { object, path }: Workload): readonly Reached[] {
    let reached: readonly Reached[] = [{ value: object, parent: object, path }];
    for (const step of steps) reached = reached.flatMap((one) => this.#take(one, step));
    return reached.filter((one) => this.#isObject(one));
  }

  #take(from: Reached, step: Step): readonly Reached[] {
    const { value, parent, path } = from;
    if (value === undefined || value === null) return NONE;
    if (step === EACH_ITEM) {
      if (Array.isArray(value)) {
        return value.map((item, index) => ({ value: item, parent, path: [...path, index] }));
      }
      this.#warn(malformed(path, value, "list"));
      return NONE;
    }
    if (!this.#isObject(from)) return NONE;
    const map = value as UnknownObject;
    const keys = step === EACH_VALUE ? Object.keys(map) : [step];
    return keys.map((key) => ({ value: map[key], parent: map, path: [...path, key] }));
  }

  #isObject({ value, path }: Reached): boolean {
    if (isObject(value)) return true;
    if (value !== undefined && value !== null) this.#warn(malformed(path, value, "object"));
    return false;
  }

  /** The items of a typed list, such as a PodList from the API server, omit their own kind. */
  #items(
    list: UnknownObject,
    kind: string,
    path: FieldPath,
    { depth, lists = new Set() }: Nesting,
  ): void {
    const { items } = list;
    if (items === undefined || items === null) return;
    if (!Array.isArray(items)) {
      this.#warn(malformed([...path, "items"], items, "list"));
      return;
    }
    if (lists.has(items)) {
      this.#tooDeep(path);
      return;
    }
    lists.add(items);
    const itemKind = kind.slice(0, -"List".length);
    const nesting = { depth: depth + 1, apiVersion: list["apiVersion"], kind: itemKind, lists };
    for (let index = 0; index < items.length && !this.#isOver; index++) {
      const item: unknown = items[index];
      const at = [...path, "items", index];
      if (isObject(item)) this.object(item, at, nesting);
      else this.#warn(malformed(at, item, "object"));
    }
  }

  #unknown(workload: Workload): void {
    const policy = this.#unknownKinds;
    if (policy === "skip") {
      this.sites.push({ type: "skipped", reason: "unknown-kind" });
      return;
    }
    for (const { spec, path, parent } of searchPodSpecs(workload.object)) {
      const at = [...workload.path, ...path];
      if (spec !== undefined) this.#pod(spec, at, parent, workload, false);
      else this.#problem(policy === "warn" ? "warning" : "issue", searchTooDeep(at), true);
    }
  }

  /** Nothing is searched any more: what is there may never end. */
  #tooDeep(path: FieldPath): void {
    this.#isOver = true;
    this.#problem("issue", objectTooDeep(path), true);
  }

  #warn(issue: Issue): void {
    this.#problem("warning", issue, false);
  }

  #problem(severity: "issue" | "warning", issue: Issue, isIncomplete: boolean): void {
    this.sites.push({ type: "problem", severity, issue, isIncomplete });
  }
}

type Maybe<V> = V | null | undefined;

const LIST_FIELDS: readonly string[] = ["apiVersion", "kind", "metadata", "items"];

function hasMoreThanItems(list: UnknownObject): boolean {
  for (const field in list) if (!LIST_FIELDS.includes(field)) return true;
  return false;
}
