import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { CarrierIndex } from "./carrier-index.ts";
import { EACH_ITEM, EACH_VALUE } from "./carrier-path.ts";
import {
  type CompiledCarrier,
  type ContainerShape,
  type ContainerTarget,
  POD_TEMPLATE,
  type Target,
} from "./compiled-carrier.ts";

/** An object whose fields nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a walk meets. A method that answers `true` ends the walk. */
export interface Visitor {
  /** A pod spec. `owner` is the object it is a field of: a Pod, or a pod template. */
  podSpec(spec: Fields, path: FieldPath, owner: Fields): boolean;
  /** An object like a container, outside any pod spec. */
  containerLike(container: Fields, path: FieldPath, shape: ContainerShape): boolean;
  /** A value on the way that is not what its place wants. */
  malformed(path: FieldPath, value: unknown, wanted: "object" | "list"): void;
  /** An object of a kind that must be left as it is. */
  leftAlone(object: Fields, path: FieldPath, why: "managed" | "not-a-workload"): void;
  /** An object of a kind without a row. */
  unknownKind(object: Fields, path: FieldPath): boolean;
  /** Objects in objects further down, or more often, than any real manifest has them. */
  tooDeep(path: FieldPath): boolean;
}

/** A `List` in a `List` is legal and rare; deeper nesting is an attack or a cycle. */
const DEEPEST_OBJECT = 8;

/** What an object is told by those that it lies in. */
interface Nesting {
  readonly depth: number;
  /** The kind that a typed list leaves out of its items. */
  readonly apiVersion?: unknown;
  readonly kind?: string;
  /** The items walked so far: a few Lists that hold each other often would never be walked out. */
  readonly walked?: Set<unknown>;
}

const OUTERMOST: Nesting = { depth: 0 };

/**
 * Walks from an object to everything like a container in it, in the order of the table, on the
 * paths of its own kind only. Answers whether the visitor ended the walk.
 */
export function walkObject(
  object: Fields,
  carriers: CarrierIndex,
  visitor: Visitor,
  path: FieldPath,
  nesting: Nesting = OUTERMOST,
): boolean {
  if (nesting.depth > DEEPEST_OBJECT) return visitor.tooDeep(path);
  const kind = object["kind"] ?? nesting.kind;
  const apiVersion = object["apiVersion"] ?? nesting.apiVersion;
  const carrier = carriers.find(apiVersion, kind);
  if (carrier !== undefined) return walkCarrier(object, carrier, carriers, visitor, path, nesting);
  if (typeof kind === "string" && kind.endsWith("List") && "items" in object) {
    if (walkItems(object, kind, carriers, visitor, path, nesting)) return true;
    // Not every kind whose name ends so is a list of objects and nothing else.
    return hasMoreThanItems(object) && visitor.unknownKind(withoutItems(object), path);
  }
  return visitor.unknownKind(object, path);
}

const FIELDS_OF_LISTS: readonly string[] = ["apiVersion", "kind", "metadata", "items"];

function hasMoreThanItems(list: Fields): boolean {
  for (const field in list) if (!FIELDS_OF_LISTS.includes(field)) return true;
  return false;
}

function withoutItems({ items: _, ...others }: Fields): Fields {
  return others;
}

function walkCarrier(
  object: Fields,
  carrier: CompiledCarrier,
  carriers: CarrierIndex,
  visitor: Visitor,
  path: FieldPath,
  { depth }: Nesting,
): boolean {
  if (carrier.leaveAlone !== undefined) {
    visitor.leftAlone(object, path, carrier.leaveAlone);
    return false;
  }
  const { root } = carrier;
  if (root !== undefined && (object[root] === undefined || object[root] === null)) {
    visitor.malformed([...path, root], object[root], "object");
    return false;
  }
  const { pods, containers, objects } = carrier;
  for (let index = 0; index < pods.length; index++) {
    if (follow(object, pods[index] as Target, path, visitor, atPodSpec)) return true;
  }
  for (let index = 0; index < containers.length; index++) {
    if (follow(object, containers[index] as Target, path, visitor, atContainer)) return true;
  }
  if (objects.length === 0) return false;
  const atObject: Arrive = (nested, at) =>
    walkObject(nested, carriers, visitor, at, { depth: depth + 1 });
  return objects.some((target) => follow(object, target, path, visitor, atObject));
}

/** The items of a typed list, such as a PodList from the API server, leave out their own kind. */
function walkItems(
  list: Fields,
  kind: string,
  carriers: CarrierIndex,
  visitor: Visitor,
  path: FieldPath,
  { depth, walked = new Set() }: Nesting,
): boolean {
  const items = list["items"];
  if (items === undefined || items === null) return false;
  if (!Array.isArray(items)) {
    visitor.malformed([...path, "items"], items, "list");
    return false;
  }
  if (walked.has(items)) return visitor.tooDeep(path);
  walked.add(items);
  const itemKind = kind.slice(0, -"List".length);
  const nesting = { depth: depth + 1, apiVersion: list["apiVersion"], kind: itemKind, walked };
  for (let index = 0; index < items.length; index++) {
    const item: unknown = items[index];
    const at = [...path, "items", index];
    if (!isObject(item)) {
      visitor.malformed(at, item, "object");
    } else if (walkObject(item, carriers, visitor, at, nesting)) {
      return true;
    }
  }
  return false;
}

/** What to do at the end of a path. Not closures: one for each object is a quarter of its walk. */
type Arrive = (
  value: Fields,
  path: FieldPath,
  owner: Fields,
  visitor: Visitor,
  target: Target,
) => boolean;

const atPodSpec: Arrive = (spec, path, owner, visitor) => visitor.podSpec(spec, path, owner);

const atContainer: Arrive = (container, path, _owner, visitor, target) =>
  visitor.containerLike(container, path, (target as ContainerTarget).shape);

/** Follows a target's steps; no path is built, and nothing on the way looked at, before need be. */
function follow(
  object: Fields,
  target: Target,
  base: FieldPath,
  visitor: Visitor,
  arrive: Arrive,
): boolean {
  const { fixed } = target;
  if (fixed === undefined) return branch(object, object, target, 0, base, visitor, arrive);
  let owner: Maybe<Fields> = object;
  let value: unknown = object;
  if (fixed === POD_TEMPLATE) {
    // Where nearly all pods are. Names written out are read in half the time.
    owner = (object["spec"] as Maybe<Fields>)?.["template"] as Maybe<Fields>;
    value = owner?.["spec"];
  } else {
    for (let index = 0; index < fixed.length; index++) {
      owner = value as Maybe<Fields>;
      value = owner?.[fixed[index] as string];
    }
  }
  if (isObject(value)) {
    const path = base.length === 0 ? fixed : [...base, ...fixed];
    return arrive(value, path, owner as Fields, visitor, target);
  }
  reportMalformed(object, fixed, base, visitor);
  return false;
}

type Maybe<V> = V | null | undefined;

/** The first value on the way that is there, but no object. */
function reportMalformed(
  object: Fields,
  steps: readonly string[],
  base: FieldPath,
  visitor: Visitor,
): void {
  let value: unknown = object;
  for (let index = 0; isObject(value) && index < steps.length; index++) {
    value = value[steps[index] as string];
    if (value !== undefined && value !== null && !isObject(value)) {
      visitor.malformed([...base, ...steps.slice(0, index + 1)], value, "object");
    }
  }
}

/** As `follow`, from a step on, with a path that grows by every step taken. */
function branch(
  value: unknown,
  owner: Fields,
  target: Target,
  index: number,
  path: FieldPath,
  visitor: Visitor,
  arrive: Arrive,
): boolean {
  if (value === undefined || value === null) return false;
  const step = target.steps[index];
  if (step === EACH_ITEM) {
    if (!Array.isArray(value)) {
      visitor.malformed(path, value, "list");
      return false;
    }
    return value.some((item, at) =>
      branch(item, owner, target, index + 1, [...path, at], visitor, arrive),
    );
  }
  if (!isObject(value)) {
    visitor.malformed(path, value, "object");
    return false;
  }
  if (step === undefined) return arrive(value, path, owner, visitor, target);
  if (step === EACH_VALUE) {
    return Object.keys(value).some((key) =>
      branch(value[key], value, target, index + 1, [...path, key], visitor, arrive),
    );
  }
  return branch(value[step], value, target, index + 1, [...path, step], visitor, arrive);
}
