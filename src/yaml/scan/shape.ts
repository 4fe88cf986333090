import { NONE } from "../../core/none.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../../workload/carrier-path.ts";
import {
  CONTAINER_SHAPE,
  type CompiledCarrier,
  type ContainerShape,
  type Target,
} from "../../workload/compiled-carrier.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../../workload/container-lists.ts";

/**
 * Which part of a document a plan can depend on. What is outside is read for its syntax alone: no
 * node is made for it.
 */
export interface Shape {
  /** Everything below is needed. */
  readonly all: boolean;
  /** A whole object of its own kind, which decides what is needed of it. */
  readonly object: boolean;
  /** A container: its other fields are noted too, since a new one has to look like them. */
  readonly container: boolean;
  /** An item of `env`: needed if it is an MPS variable. */
  readonly variable: boolean;
  /** A handful at most, so that a walk over them beats hashing. */
  readonly keys: readonly KeyShape[];
  /** Of every item, if it is a list. */
  readonly items: Shape | undefined;
  /** Of every value, if it is a map; `keys` come first. */
  readonly values: Shape | undefined;
}

/** What is needed of one field. */
interface KeyShape {
  readonly key: string;
  readonly shape: Shape;
}

interface Draft extends Shape {
  all: boolean;
  object: boolean;
  container: boolean;
  readonly keys: { readonly key: string; readonly shape: Draft }[];
  items: Draft | undefined;
  values: Draft | undefined;
}

/** Nothing is needed but the place. */
export const NOTHING: Shape = {
  all: false,
  object: false,
  container: false,
  variable: false,
  keys: NONE,
  items: undefined,
  values: undefined,
};

export const ALL: Shape = { ...NOTHING, all: true };

/** A list of variables; what is no list is needed whole, to say what is wrong with it. */
const ENV: Shape = { ...NOTHING, items: { ...NOTHING, variable: true } };

/** How to name an object, and what may opt it out. */
export const METADATA: Shape = {
  ...NOTHING,
  keys: ["name", "labels", "annotations"].map((key) => ({ key, shape: ALL })),
};

export const OBJECT: Shape = { ...NOTHING, object: true };

/** What a list has beside its `items` is searched like an object of an unknown kind. */
export const OBJECT_LIST: Shape = {
  ...NOTHING,
  keys: [{ key: "items", shape: { ...NOTHING, items: OBJECT } }],
  values: ALL,
};

const SHAPES: WeakMap<CompiledCarrier, Shape> = /* @__PURE__ */ new WeakMap();

/** What is needed of an object of a known kind: the table's own paths, once more as a tree. */
export function shapeOf(carrier: CompiledCarrier): Shape {
  let shape = SHAPES.get(carrier);
  if (shape === undefined) SHAPES.set(carrier, (shape = draftOf(carrier)));
  return shape;
}

function draftOf(carrier: CompiledCarrier): Draft {
  const root = draft();
  for (const { steps } of carrier.pods) addPodSpec(at(root, steps));
  for (const target of carrier.containers) addContainer(at(root, target.steps), target.shape);
  for (const { steps } of carrier.objects) at(root, steps).object = true;
  return root;
}

/** Metadata anywhere on the way to a pod may opt it out. */
function draft(): Draft {
  const keys = [{ key: "metadata", shape: METADATA as Draft }];
  return { ...NOTHING, keys, items: undefined, values: undefined };
}

function at(root: Draft, steps: Target["steps"]): Draft {
  return steps.reduce<Draft>(child, root);
}

function child(parent: Draft, step: Step): Draft {
  if (step === EACH_ITEM) return (parent.items ??= draft());
  if (step === EACH_VALUE) return (parent.values ??= draft());
  let entry = parent.keys.find(({ key }) => key === step);
  if (entry === undefined) parent.keys.push((entry = { key: step, shape: draft() }));
  return entry.shape;
}

function addPodSpec(spec: Draft): void {
  for (const list of [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS]) {
    addContainer(child(child(spec, list), EACH_ITEM), CONTAINER_SHAPE);
  }
}

function addContainer(container: Draft, shape: ContainerShape): void {
  container.container = true;
  for (const key of ["name", shape.resources, shape.gpu]) {
    if (key !== undefined) child(container, key).all = true;
  }
  child(container, shape.env).items = ENV.items as Draft;
}
