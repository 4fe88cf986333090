import { FRACTION_DEVICES, GPU_FRACTION, readGpuFraction } from "../kubernetes/gpu/gpu-fraction.ts";
import { type GpuRequest, readGpuRequests } from "../kubernetes/gpu/gpu-requests.ts";
import { CONTAINER_FIELDS, type ContainerFields } from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import { meantVariable } from "../limits/misspelled-variable.ts";
import { isUnresolvedItem } from "../limits/unresolved-item.ts";
import type { Settings } from "../options/compile-options.ts";
import { type FieldPath, formatPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { hidesContent, isUnresolved, unresolved } from "../result/unresolved.ts";
import { findSites } from "./find-sites.ts";
import {
  indexOfGivenDevices,
  misspelledVariable,
  unlistedResource,
  unrequestedDevices,
} from "./near-misses.ts";
import type { InlineSite, PodSite } from "./site.ts";
import type { SkipReason } from "./skip-reason.ts";
import { unresolvedMetadata } from "./unresolved-metadata.ts";
import { malformed, unknownKind } from "./workload-issues.ts";

/** A container that requests a GPU, or may use one by a resource claim. */
export interface FoundContainer {
  readonly container: UnknownObject;
  readonly path: FieldPath;
  readonly fields: ContainerFields;
  /** Empty for a container that has a resource claim alone. */
  readonly requests: readonly GpuRequest[];
  readonly site: PodSite | InlineSite;
  /** Why it gets no limits, if it does not. */
  readonly skip: SkipReason | undefined;
}

/** What was found in one object. */
export interface Found {
  readonly containers: readonly FoundContainer[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** Why nothing was searched, if nothing was. */
  readonly reason: SkipReason | undefined;
}

/** Finds the GPU containers of one object: the first step of an injection, which needs no limits. */
export function findContainers(object: UnknownObject, settings: Settings): Found {
  return new ContainerFinder(object, settings, false).found();
}

/** Whether there is a GPU container, or may be one where the search did not reach. */
export function hasGpuContainer(object: UnknownObject, settings: Settings): boolean {
  return new ContainerFinder(object, settings, true).isFound();
}

/** What a container requests by an annotation of its pod template. */
interface Fraction {
  readonly container: unknown;
  readonly requests: readonly GpuRequest[];
}

const LABELS = ["labels"] as const;
const ANNOTATIONS = ["annotations"] as const;
const MAPS = ["labels", "annotations"] as const;

class ContainerFinder {
  readonly #root: UnknownObject;
  readonly #settings: Settings;
  /** Whether to stop at the first GPU. */
  readonly #first: boolean;
  #containers: FoundContainer[] | undefined;
  #issues: Issue[] | undefined;
  #warnings: Issue[] | undefined;
  #reason: SkipReason | undefined;
  #isIncomplete = false;
  /** The site whose metadata was checked last. */
  #checked: PodSite | InlineSite | undefined;
  /** Of the pod that is being searched. */
  #fraction: Fraction | undefined;

  constructor(root: UnknownObject, settings: Settings, first: boolean) {
    this.#root = root;
    this.#settings = settings;
    this.#first = first;
  }

  found(): Found {
    this.#search();
    return {
      containers: this.#containers ?? NONE,
      issues: this.#issues ?? NONE,
      warnings: this.#warnings ?? NONE,
      reason: this.#reason,
    };
  }

  isFound(): boolean {
    return this.#search() || this.#isIncomplete;
  }

  /** Returns whether the search ended at the first GPU. */
  #search(): boolean {
    for (const site of findSites(this.#root, this.#settings)) {
      switch (site.type) {
        case "pod":
          if (this.#pod(site)) return true;
          break;
        case "inline":
          if (this.#inline(site)) return true;
          break;
        case "skipped":
          this.#reason ??= site.reason;
          break;
        case "problem":
          this.#isIncomplete ||= site.isIncomplete;
          if (site.severity === "issue") (this.#issues ??= []).push(site.issue);
          else (this.#warnings ??= []).push(site.issue);
      }
    }
    return false;
  }

  #pod(site: PodSite): boolean {
    const { spec } = site;
    if (spec["containers"] === undefined && hidesContent(spec)) {
      this.#malformed(site.path, spec, "object");
      return false;
    }
    this.#fraction = this.#fractionOf(site);
    const skip = this.#skipOf(site);
    const before = this.#containers?.length ?? 0;
    for (const list of CONTAINER_LISTS) {
      if (this.#list(spec[list], site, list, skip)) return true;
    }
    const ephemeral = spec[EPHEMERAL_CONTAINERS];
    if (ephemeral !== undefined && !this.#first) {
      // Kubernetes rejects resources here: the author should be told that they were seen.
      this.#list(ephemeral, site, EPHEMERAL_CONTAINERS, "ephemeral");
    }
    if (skip === "unknown-kind") this.#reportUnknownKind(site, before);
    return false;
  }

  #inline(site: InlineSite): boolean {
    const before = this.#containers?.length ?? 0;
    if (this.#container(site.container, site, this.#skipOf(site), undefined)) return true;
    if (!site.isKnown) this.#reportUnknownKind(site, before);
    return false;
  }

  #reportUnknownKind({ path, workload }: PodSite | InlineSite, before: number): void {
    const found = this.#containers?.slice(before);
    if (!found?.some(({ skip }) => skip === "unknown-kind")) return;
    const { apiVersion, kind } = workload;
    const isKnown = this.#settings.kinds.find(apiVersion, kind) !== undefined;
    const issue = unknownKind(path, apiVersion, kind, isKnown);
    if (this.#settings.options.unknownKinds === "error") (this.#issues ??= []).push(issue);
    else (this.#warnings ??= []).push(issue);
  }

  #list(containers: unknown, site: PodSite, list: string, skip: SkipReason | undefined): boolean {
    if (containers === undefined || containers === null) return false;
    if (!Array.isArray(containers)) {
      this.#malformed([...site.path, list], containers, "list");
      return false;
    }
    for (let index = 0; index < containers.length; index++) {
      const container: unknown = containers[index];
      if (!isObject(container)) {
        this.#malformed([...site.path, list, index], container, "object");
      } else if (this.#container(container, site, skip, list, index)) {
        return true;
      }
    }
    return false;
  }

  /** The path comes in parts: it is joined only where there is something to report. */
  #container(
    container: UnknownObject,
    site: PodSite | InlineSite,
    skip: SkipReason | undefined,
    list: string | undefined,
    index = 0,
  ): boolean {
    const fields = site.type === "pod" ? CONTAINER_FIELDS : site.fields;
    const read = readGpuRequests(container, fields, this.#settings.gpuNames);
    const fraction = this.#fraction?.container === container ? this.#fraction.requests : NONE;
    const hasClaim = hasResourceClaim(container[fields.resources]);
    if (read === undefined && fraction === NONE && !hasClaim) {
      this.#checkWithoutGpu(container, fields, site, list, index);
      return false;
    }
    const path = pathOf(site, list, index);
    const requests = read === undefined || read.requests.length === 0 ? fraction : read.requests;
    for (const { steps, value } of read?.malformed ?? NONE) {
      this.#malformed([...path, ...steps], value, "object");
    }
    if (requests.length > 0) {
      if (this.#first) return true;
      this.#push({ container, path, fields, requests, site, skip });
      if (skip === undefined) {
        this.#checkEnv(container[fields.env], [...path, fields.env]);
        this.#checkMetadata(site);
      }
    } else if (hasClaim) {
      this.#push({ container, path, fields, requests, site, skip: "resource-claim" });
    } else {
      for (const { steps, quantity } of read?.unlisted ?? NONE) {
        this.#warn(unlistedResource([...path, ...steps], steps.at(-1) ?? "", quantity));
      }
      this.#checkWithoutGpu(container, fields, site, list, index);
    }
    return false;
  }

  /** A container that requests no GPU may be unreadable, or be given one all the same. */
  #checkWithoutGpu(
    container: UnknownObject,
    fields: ContainerFields,
    site: PodSite | InlineSite,
    list: string | undefined,
    index: number,
  ): void {
    const resources = container[fields.resources];
    if ((resources === undefined || resources === null) && hidesContent(container)) {
      this.#malformed(pathOf(site, list, index), container, "object");
      return;
    }
    const env = container[fields.env];
    const given = Array.isArray(env) ? indexOfGivenDevices(env) : -1;
    if (given === -1 || this.#first) return;
    const path = [...pathOf(site, list, index), fields.env, given];
    this.#warn(unrequestedDevices(path, env as readonly unknown[]));
  }

  /** Annotations of a pod may ask for a part of a GPU, without any resource. */
  #fractionOf(site: PodSite): Fraction | undefined {
    const { metadata } = site.template;
    if (metadata === undefined || metadata === null) return undefined;
    const { annotations } = metadata as UnknownObject;
    if (annotations !== undefined || isUnresolved(metadata)) this.#checkAnnotations(site);
    return annotations === undefined ? undefined : fractionOf(site);
  }

  #checkAnnotations({ template, path }: PodSite): void {
    const issues = unresolvedMetadata(template, () => path.slice(0, -1), ANNOTATIONS);
    if (issues === NONE) return;
    for (const issue of issues) {
      this.#isIncomplete = true;
      (this.#issues ??= []).push(issue);
    }
  }

  /** Labels and annotations around a GPU container may decide its limits. */
  #checkMetadata(site: PodSite | InlineSite): void {
    if (site === this.#checked) return;
    this.#checked = site;
    const { object, path } = site.workload;
    const own = unresolvedMetadata(object, () => path, MAPS);
    const hasTemplate = site.type === "pod" && site.template !== object;
    const template = hasTemplate
      ? unresolvedMetadata(site.template, () => site.path.slice(0, -1), LABELS)
      : NONE;
    if (own === NONE && template === NONE) return;
    for (const issue of [...own, ...template]) {
      const at = formatPath(issue.path);
      const isKnown = this.#issues?.some(({ path }) => formatPath(path) === at);
      if (!isKnown) (this.#issues ??= []).push(issue);
    }
  }

  #checkEnv(env: unknown, path: FieldPath): void {
    if (!Array.isArray(env)) {
      if (isUnresolved(env)) this.#malformed(path, env, "list");
      return;
    }
    for (let index = 0; index < env.length; index++) {
      const item: unknown = env[index];
      const name = isObject(item) ? item["name"] : undefined;
      if (typeof name === "string") {
        const meant = meantVariable(name);
        if (meant !== undefined)
          this.#warn(misspelledVariable([...path, index, "name"], name, meant));
      } else if (isUnresolvedItem(item)) {
        (this.#issues ??= []).push(unresolved([...path, index], item));
      }
    }
  }

  #push(found: FoundContainer): void {
    if (this.#containers === undefined) this.#containers = [found];
    else this.#containers.push(found);
  }

  #malformed(path: FieldPath, value: unknown, expected: "object" | "list"): void {
    if (!isUnresolved(value) && !(isObject(value) && hidesContent(value))) {
      this.#warn(malformed(path, value, expected));
      return;
    }
    this.#isIncomplete = true;
    (this.#issues ??= []).push(unresolved(path, value));
  }

  #warn(warning: Issue): void {
    (this.#warnings ??= []).push(warning);
  }

  #skipOf(site: PodSite | InlineSite): SkipReason | undefined {
    if (this.#isOptedOut(site.path)) return "opted-out";
    if (site.isKnown) return undefined;
    const isInjected = site.type === "pod" && this.#settings.options.unknownKinds === "inject";
    return isInjected ? undefined : "unknown-kind";
  }

  /** Whether anything on the way to a pod says so: an item of a List, a template, the pod. */
  #isOptedOut(path: FieldPath): boolean {
    const { label, annotation } = this.#settings.options.optOut;
    if (label === undefined && annotation === undefined) return false;
    let object: unknown = this.#root;
    for (const step of path) {
      const { metadata } = object as UnknownObject;
      if (isObject(metadata)) {
        if (isTrue(metadata["labels"], label)) return true;
        if (isTrue(metadata["annotations"], annotation)) return true;
      }
      object = (object as UnknownObject)[step];
    }
    return false;
  }
}

function pathOf(site: PodSite | InlineSite, list: string | undefined, index: number): FieldPath {
  return list === undefined ? site.path : [...site.path, list, index];
}

/** The container of a pod that KAI gives a fraction of a GPU, if its template asks for one. */
function fractionOf({ spec, template, path }: PodSite): Fraction | undefined {
  const fraction = readGpuFraction(template);
  if (fraction === undefined) return undefined;
  const containers = CONTAINER_LISTS.flatMap((list) => spec[list] ?? NONE);
  const named = containers.find((one) => isObject(one) && one["name"] === fraction.container);
  const at = [...path.slice(0, -1), "metadata", "annotations", FRACTION_DEVICES];
  const request = { resource: GPU_FRACTION, limit: fraction.devices, request: undefined, path: at };
  return { container: named ?? containers[0], requests: [request] };
}

function isTrue(map: unknown, key: string | undefined): boolean {
  return key !== undefined && isObject(map) && map[key] === "true";
}

function hasResourceClaim(resources: unknown): boolean {
  if (!isObject(resources)) return false;
  const { claims } = resources;
  return Array.isArray(claims) && claims.length > 0;
}
