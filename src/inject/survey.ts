import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { NONE } from "../core/none.ts";
import { type GpuClaim, gpuClaims } from "../gpu/gpu-claims.ts";
import { CONTAINER_SHAPE, type ContainerShape } from "../workload/compiled-carrier.ts";
import { resourcesOf } from "../workload/container-fields.ts";
import { searchPodSpecs } from "../workload/search.ts";
import { type Fields, type Visitor, walkObject } from "../workload/walk.ts";
import type { Settings } from "./compiled-options.ts";
import type { SkipReason } from "./injection.ts";
import { malformedObject, tooDeepObject, tooDeepSearch, unknownKind } from "./workload-issues.ts";

/** A container that asks for a GPU, and why it is passed over, if it is. */
export interface GpuContainer {
  readonly container: Fields;
  readonly path: FieldPath;
  readonly shape: ContainerShape;
  readonly claims: readonly GpuClaim[];
  readonly passedOver: SkipReason | undefined;
}

/**
 * Finds the GPU containers of one object: the first half of a plan, which needs no config. Its
 * lists stay unallocated for as long as there is nothing to put into them.
 */
export class Survey implements Visitor {
  containers: GpuContainer[] | undefined;
  issues: Issue[] | undefined;
  warnings: Issue[] | undefined;
  /** Why an object or a list of them holds nothing to inject, where a reason is known. */
  reason: SkipReason | undefined;
  readonly #settings: Settings;
  readonly #root: Fields;
  /** Whether to stop at the first GPU. */
  readonly #first: boolean;
  #passedOver: SkipReason | undefined;

  private constructor(root: Fields, settings: Settings, first: boolean) {
    this.#root = root;
    this.#settings = settings;
    this.#first = first;
  }

  static of(object: Fields, settings: Settings): Survey {
    const survey = new Survey(object, settings, false);
    walkObject(object, settings.carriers, survey, NONE);
    return survey;
  }

  /** Whether there is a GPU container, without a look at anything behind the first. */
  static findsGpu(object: Fields, settings: Settings): boolean {
    return walkObject(object, settings.carriers, new Survey(object, settings, true), NONE);
  }

  podSpec(spec: Fields, path: FieldPath): boolean {
    const before = this.#passedOver;
    if (this.#isOptedOut(path)) this.#passedOver = "opted-out";
    // Not in a loop over the names: names written out are read in half the time.
    const ended =
      this.#containerList(spec["containers"], path, "containers") ||
      this.#containerList(spec["initContainers"], path, "initContainers");
    const ephemeral = spec["ephemeralContainers"];
    if (ephemeral !== undefined) this.#ephemeral(ephemeral, path);
    this.#passedOver = before;
    return ended;
  }

  containerLike(container: Fields, path: FieldPath, shape: ContainerShape): boolean {
    const before = this.#passedOver;
    if (this.#isOptedOut(path)) this.#passedOver = "opted-out";
    const ended = this.#container(container, shape, path);
    this.#passedOver = before;
    return ended;
  }

  malformed(path: FieldPath, value: unknown, wanted: "object" | "list"): void {
    (this.warnings ??= []).push(malformedObject(path, value, wanted));
  }

  leftAlone(_object: Fields, _path: FieldPath, why: "managed" | "not-a-workload"): void {
    this.reason ??= why;
  }

  tooDeep(path: FieldPath): boolean {
    (this.issues ??= []).push(tooDeepObject(path));
    return true;
  }

  unknownKind(object: Fields, path: FieldPath): boolean {
    const policy = this.#settings.options.unknownKinds;
    if (policy === "skip") {
      this.reason ??= "unknown-kind";
      return false;
    }
    return searchPodSpecs(object, {
      podSpec: (spec, at) => this.#podSpecOfUnknown(object, spec, [...path, ...at]),
      tooDeep: (at) => {
        const issue = tooDeepSearch([...path, ...at]);
        if (policy === "warn") (this.warnings ??= []).push(issue);
        else (this.issues ??= []).push(issue);
        return this.#first;
      },
    });
  }

  #podSpecOfUnknown(object: Fields, spec: Fields, path: FieldPath): boolean {
    const policy = this.#settings.options.unknownKinds;
    const before = this.containers?.length ?? 0;
    if (policy !== "inject") this.#passedOver = "unknown-kind";
    const ended = this.podSpec(spec, path);
    this.#passedOver = undefined;
    const found = this.containers?.slice(before);
    if (found?.some(({ passedOver }) => passedOver === "unknown-kind")) {
      const issue = unknownKind(object, path);
      if (policy === "error") (this.issues ??= []).push(issue);
      else (this.warnings ??= []).push(issue);
    }
    return ended;
  }

  #containerList(containers: unknown, base: FieldPath, list: string): boolean {
    if (containers === undefined || containers === null) return false;
    if (!Array.isArray(containers)) {
      this.malformed([...base, list], containers, "list");
      return false;
    }
    for (let index = 0; index < containers.length; index++) {
      const container: unknown = containers[index];
      if (!isObject(container)) {
        this.malformed([...base, list, index], container, "object");
      } else if (this.#container(container, CONTAINER_SHAPE, base, list, index)) {
        return true;
      }
    }
    return false;
  }

  /** The path comes in parts: it is joined only where there is something to tell. */
  #container(
    container: Fields,
    shape: ContainerShape,
    base: FieldPath,
    list?: string,
    index = 0,
  ): boolean {
    const found = gpuClaims(container, shape, this.#settings.gpuNames);
    const asks = found !== undefined && found.claims.length > 0;
    if (asks && this.#first) return true;
    const claimsResource = !asks && hasResourceClaims(resourcesOf(container, shape));
    if (found === undefined && !claimsResource) return false;
    const path = list === undefined ? base : [...base, list, index];
    for (const { steps, value } of found?.malformed ?? NONE) {
      this.malformed([...path, ...steps], value, "object");
    }
    if (asks) this.#push(container, path, shape, found.claims, this.#passedOver);
    else if (claimsResource) this.#push(container, path, shape, NONE, "resource-claim");
    return false;
  }

  #push(
    container: Fields,
    path: FieldPath,
    shape: ContainerShape,
    claims: readonly GpuClaim[],
    passedOver: SkipReason | undefined,
  ): void {
    const one = { container, path, shape, claims, passedOver };
    if (this.containers === undefined) this.containers = [one];
    else this.containers.push(one);
  }

  /** Kubernetes refuses resources on these; whoever wrote some should hear that they were seen. */
  #ephemeral(containers: unknown, path: FieldPath): void {
    if (this.#first) return;
    const before = this.#passedOver;
    this.#passedOver = "ephemeral";
    this.#containerList(containers, path, "ephemeralContainers");
    this.#passedOver = before;
  }

  /** Whether anything on the way to a pod says so: an item of a List, a template, the pod. */
  #isOptedOut(path: FieldPath): boolean {
    if (!this.#settings.optsOut) return false;
    const { label, annotation } = this.#settings.options.optOut;
    let object: unknown = this.#root;
    for (const step of path) {
      const { metadata } = object as Fields;
      if (isObject(metadata)) {
        if (isTrue(metadata["labels"], label)) return true;
        if (isTrue(metadata["annotations"], annotation)) return true;
      }
      object = (object as Fields)[step];
    }
    return false;
  }
}

function isTrue(map: unknown, key: string | undefined): boolean {
  return key !== undefined && isObject(map) && map[key] === "true";
}

function hasResourceClaims(resources: unknown): boolean {
  if (!isObject(resources)) return false;
  const { claims } = resources;
  return Array.isArray(claims) && claims.length > 0;
}
