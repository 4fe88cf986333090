import {
  type CompiledKind,
  type ContainerTarget,
  POD_TEMPLATE,
  type Target,
} from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS } from "../kubernetes/kinds/container-lists.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../kubernetes/kinds/kind-path.ts";
import type { Settings } from "../options/compile-options.ts";
import type { CompiledOptions } from "../options/inject-options.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { isUnresolved, unresolved } from "../result/unresolved.ts";
import { namesGpu } from "./names-gpu.ts";
import { podShapeOf } from "./pod-shape.ts";
import { leadsInto, reach } from "./reach.ts";
import { type SearchHit, searchField, searchObject } from "./search-object.ts";
import type { Site, Workload } from "./site.ts";
import { gpusIn } from "./unsearched.ts";
import { malformed, noKind, notSearched, objectTooDeep, searchTooDeep } from "./workload-issues.ts";

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
  settings: Settings,
  unknownKinds: CompiledOptions["unknownKinds"] = settings.options.unknownKinds,
): readonly Site[] {
  const finder = new SiteFinder(settings, unknownKinds);
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
  readonly #settings: Settings;
  readonly #unknownKinds: CompiledOptions["unknownKinds"];
  #isOver = false;

  constructor(settings: Settings, unknownKinds: CompiledOptions["unknownKinds"]) {
    this.#settings = settings;
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
    const row = this.#settings.kinds.find(apiVersion, kind);
    if (row !== undefined) this.#known(row, workload, nesting.depth);
    else if (isUnresolved(object)) this.#unresolved(path, object);
    else if (typeof kind === "string" && kind.endsWith("List") && "items" in object) {
      this.#list(workload, kind.slice(0, -"List".length), nesting);
    } else if (isAbsent(kind) && isAbsent(apiVersion)) this.#unnamed(workload, nesting);
    else this.#unknown(workload);
  }

  #known(row: CompiledKind, workload: Workload, depth: number): void {
    const { object, path } = workload;
    if (row.skip !== undefined) {
      this.sites.push({ type: "skipped", reason: row.skip });
      if (row.skip === "not-a-workload") this.#checkUnsearched(workload);
      return;
    }
    const { root } = row;
    if (root !== undefined && isAbsent(object[root])) {
      if (isUnresolved(object)) this.#unresolved(path, object);
      else this.#malformed([...path, root], object[root], "object");
      return;
    }
    const before = this.sites.length;
    for (const target of row.pods) this.#podSpecs(target, workload);
    for (const target of row.containers) this.#inlineContainers(target, workload);
    for (const target of row.objects) {
      for (const { value, path: at } of this.#follow(target, workload)) {
        if (!this.#isOver) this.object(value as UnknownObject, at, { depth: depth + 1 });
      }
    }
    if (row.opaque.length > 0) this.#opaque(row.opaque, workload, this.sites.slice(before));
  }

  /** Where anything may be, other than what was found by the other paths of a row. */
  #opaque(targets: readonly Target[], workload: Workload, found: readonly Site[]): void {
    if (this.#unknownKinds === "skip") return;
    const except = found.flatMap((site) => {
      if (site.type === "pod") return [site.spec];
      return site.type === "inline" ? [site.container] : [];
    });
    const hits = targets.flatMap((target) =>
      reach(workload.object, target.steps).flatMap(({ value, parent, path }) => {
        const above = path.slice(0, -1);
        return searchField(parent, path.at(-1) ?? "", value, this.#settings.gpuNames, except).map(
          (hit) => ({ ...hit, path: [...above, ...hit.path] }),
        );
      }),
    );
    this.#hits(hits, workload);
  }

  #podSpecs(target: Target, workload: Workload): void {
    const { object, path } = workload;
    const { fixed } = target;
    if (fixed === POD_TEMPLATE) {
      // Where nearly all pods are. A third of the time: bench objects, "Deployment without a GPU".
      const template = (object["spec"] as Maybe<UnknownObject>)?.["template"];
      const spec = (template as Maybe<UnknownObject>)?.["spec"];
      if (isPodSpec(spec)) {
        const at = path.length === 0 ? POD_TEMPLATE : [...path, ...POD_TEMPLATE];
        this.#pod(spec, at, template as UnknownObject, workload);
        return;
      }
    } else if (fixed !== undefined) {
      let parent = object;
      let spec: unknown = object;
      for (const step of fixed) {
        if (!isObject(spec)) break;
        parent = spec;
        spec = spec[step];
      }
      if (isPodSpec(spec)) {
        this.#pod(spec, path.length === 0 ? fixed : [...path, ...fixed], parent, workload);
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
      this.sites.push({ type: "inline", container, path, fields, workload, isKnown: true });
    }
  }

  /** The objects that a target leads to; values on the way that are of the wrong type are reported. */
  #follow({ steps }: Target, workload: Workload): readonly Reached[] {
    const { object, path } = workload;
    let reached: readonly Reached[] = [{ value: object, parent: object, path }];
    for (const step of steps) reached = reached.flatMap((one) => this.#take(one, step, workload));
    return reached.filter((one) => this.#isObject(one, workload));
  }

  #take(from: Reached, step: Step, workload: Workload): readonly Reached[] {
    const { value, parent, path } = from;
    if (isAbsent(value)) return NONE;
    if (step === EACH_ITEM) {
      if (Array.isArray(value)) {
        return value.map((item, index) => ({ value: item, parent, path: [...path, index] }));
      }
      this.#unexpected(from, "list", workload);
      return NONE;
    }
    if (!this.#isObject(from, workload)) return NONE;
    const map = value as UnknownObject;
    const keys = step === EACH_VALUE ? Object.keys(map) : [step];
    return keys.map((key) => ({ value: map[key], parent: map, path: [...path, key] }));
  }

  #isObject(from: Reached, workload: Workload): boolean {
    const { value } = from;
    if (isObject(value) && !isUnresolved(value)) return true;
    if (!isAbsent(value)) this.#unexpected(from, "object", workload);
    return false;
  }

  /** What is a list in one version of a kind may be a map in another. */
  #unexpected({ value, path }: Reached, expected: "object" | "list", workload: Workload): void {
    const row = this.#settings.kinds.find(workload.apiVersion, workload.kind);
    const targets = row === undefined ? NONE : [...row.pods, ...row.containers, ...row.objects];
    const own = path.slice(workload.path.length);
    if (isUnresolved(value) || !targets.some(({ steps }) => leadsInto(steps, own, value))) {
      this.#malformed(path, value, expected);
    }
  }

  #list(workload: Workload, itemKind: string, nesting: Nesting): void {
    this.#items(workload, itemKind, nesting);
    // Not every kind whose name ends so is a list of objects and nothing else.
    if (!this.#isOver && hasMoreThanItems(workload.object)) {
      const { items: _, ...others } = workload.object;
      this.#unknown({ ...workload, object: others });
    }
  }

  /** The items of a typed list, such as a PodList from the API server, omit their own kind. */
  #items(
    { object, path, apiVersion }: Workload,
    itemKind: string,
    { depth, lists = new Set() }: Nesting,
  ): void {
    const { items } = object;
    if (isAbsent(items)) return;
    if (!Array.isArray(items)) {
      this.#malformed([...path, "items"], items, "list");
      return;
    }
    if (lists.has(items)) {
      this.#tooDeep(path);
      return;
    }
    lists.add(items);
    // Items of a plain List have kinds of their own.
    const named = itemKind === "" ? {} : { apiVersion, kind: itemKind };
    const nesting = { depth: depth + 1, ...named, lists };
    for (let index = 0; index < items.length && !this.#isOver; index++) {
      const item: unknown = items[index];
      const at = [...path, "items", index];
      if (isObject(item)) this.object(item, at, nesting);
      else this.#malformed(at, item, "object");
    }
  }

  /** An object with neither apiVersion nor kind, which typed clients omit. */
  #unnamed(workload: Workload, nesting: Nesting): void {
    const { object, path } = workload;
    const { options, readsShapes } = this.#settings;
    if (Array.isArray(object["items"]) && !hasMoreThanItems(object)) {
      this.#items(workload, "", nesting);
    } else if (options.as !== undefined) {
      this.object(object, path, { ...nesting, ...options.as });
    } else if (readsShapes && options.unknownKinds !== "inject") {
      this.#byShape(workload);
    } else this.#unknown(workload);
  }

  /** Read by its shape, unless there is a GPU elsewhere. */
  #byShape(workload: Workload): void {
    const { object, path } = workload;
    const shape = podShapeOf(object);
    const containers = CONTAINER_LISTS.map((list) => shape?.spec[list]);
    const namesGpuElsewhere = namesGpu(object, this.#settings.gpuNames, containers);
    if (shape !== undefined && !namesGpuElsewhere) {
      this.#pod(shape.spec, [...path, ...shape.path], shape.template, workload);
    } else if (this.#unknownKinds === "skip") this.#unknown(workload);
    else if (namesGpuElsewhere) this.#problem("issue", noKind(path), true);
  }

  #unknown(workload: Workload): void {
    if (this.#unknownKinds === "skip") {
      this.sites.push({ type: "skipped", reason: "unknown-kind" });
    } else this.#hits(searchObject(workload.object, this.#settings.gpuNames), workload);
  }

  #hits(hits: readonly SearchHit[], workload: Workload): void {
    const policy = this.#unknownKinds;
    const texts: FieldPath[] = [];
    for (const hit of hits) {
      const path = [...workload.path, ...hit.path];
      if (hit.type === "pod") this.#pod(hit.spec, path, hit.parent, workload, false);
      else if (hit.type === "text") texts.push(path);
      else if (hit.type === "too-deep") {
        this.#problem(policy === "warn" ? "warning" : "issue", searchTooDeep(path), true);
      } else {
        const { container, fields } = hit;
        this.sites.push({ type: "inline", container, path, fields, workload, isKnown: false });
      }
    }
    this.#notSearched(texts);
  }

  /** What is not a workload may hold one all the same: in a text, a pattern, values of a chart. */
  #checkUnsearched({ object, path }: Workload): void {
    this.#notSearched(gpusIn(object, this.#settings.gpuNames).map((at) => [...path, ...at]));
  }

  #notSearched(paths: readonly FieldPath[]): void {
    const [first] = paths;
    if (first === undefined) return;
    this.sites.push({ type: "skipped", reason: "not-searched" });
    const severity = this.#unknownKinds === "error" ? "issue" : "warning";
    this.#problem(severity, notSearched(first, paths.length), false);
  }

  /** Nothing is searched any more: what is there may never end. */
  #tooDeep(path: FieldPath): void {
    this.#isOver = true;
    this.#problem("issue", objectTooDeep(path), true);
  }

  #malformed(path: FieldPath, value: unknown, expected: "object" | "list"): void {
    if (isUnresolved(value)) this.#unresolved(path, value);
    else this.#problem("warning", malformed(path, value, expected), false);
  }

  #unresolved(path: FieldPath, value: unknown): void {
    this.#problem("issue", unresolved(path, value), true);
  }

  #problem(severity: "issue" | "warning", issue: Issue, isIncomplete: boolean): void {
    this.sites.push({ type: "problem", severity, issue, isIncomplete });
  }
}

type Maybe<V> = V | null | undefined;

/** What has containers is there; only what has none may be a promise. */
function isPodSpec(spec: unknown): spec is UnknownObject {
  return isObject(spec) && (spec["containers"] !== undefined || !isUnresolved(spec));
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

const LIST_FIELDS: readonly string[] = ["apiVersion", "kind", "metadata", "items"];

function hasMoreThanItems(list: UnknownObject): boolean {
  for (const field in list) if (!LIST_FIELDS.includes(field)) return true;
  return false;
}
