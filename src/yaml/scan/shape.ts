import { EACH_ITEM, EACH_VALUE, type Step } from "../../workload/carrier-path.ts";
import type { CompiledCarrier, ContainerShape, Target } from "../../workload/compiled-carrier.ts";
import { CONTAINER_SHAPE } from "../../workload/compiled-carrier.ts";
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
  readonly keys: ReadonlyMap<string, Shape>;
  /** Of every item, if it is a list. */
  readonly items: Shape | undefined;
  /** Of every value, if it is a map; `keys` come first. */
  readonly values: Shape | undefined;
}

const NO_KEYS: ReadonlyMap<string, Shape> = /* @__PURE__ */ new Map();

export const ALL: Shape = {
  all: true,
  object: false,
  keys: NO_KEYS,
  items: undefined,
  values: undefined,
};
/** What a plan can depend on of metadata: how to name an object, and what may opt it out. */
export const METADATA: Shape = {
  ...ALL,
  all: false,
  keys: new Map([
    ["name", ALL],
    ["labels", ALL],
    ["annotations", ALL],
  ]),
};

export const OBJECT: Shape = { ...ALL, all: false, object: true };
export const OBJECTS: Shape = { ...ALL, all: false, items: OBJECT };

interface Draft {
  all: boolean;
  object: boolean;
  keys: Map<string, Draft>;
  items: Draft | undefined;
  values: Draft | undefined;
}

const SHAPES: WeakMap<CompiledCarrier, Shape> = /* @__PURE__ */ new WeakMap();

/** What is needed of an object of a known kind: the table's own paths, once more as a tree. */
export function shapeOf(carrier: CompiledCarrier): Shape {
  let shape = SHAPES.get(carrier);
  if (shape === undefined) SHAPES.set(carrier, (shape = draftOf(carrier)));
  return shape;
}

function draftOf(carrier: CompiledCarrier): Draft {
  const root = draft();
  for (const target of carrier.pods) {
    addPodSpec(at(root, target));
    // The pod template's own metadata may opt it out.
    at(root, { ...target, steps: target.steps.slice(0, -1) }).keys.set(
      "metadata",
      METADATA as Draft,
    );
  }
  for (const target of carrier.containers) addContainer(at(root, target), target.shape);
  for (const target of carrier.objects) at(root, target).object = true;
  return root;
}

function draft(): Draft {
  return { all: false, object: false, keys: new Map(), items: undefined, values: undefined };
}

function everything(): Draft {
  return { ...draft(), all: true };
}

function at(root: Draft, target: Target): Draft {
  return target.steps.reduce<Draft>(child, root);
}

function child(parent: Draft, step: Step): Draft {
  if (step === EACH_ITEM) return (parent.items ??= draft());
  if (step === EACH_VALUE) return (parent.values ??= draft());
  const there = parent.keys.get(step) ?? draft();
  parent.keys.set(step, there);
  return there;
}

function addPodSpec(spec: Draft): void {
  for (const list of [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS]) {
    addContainer(child(child(spec, list), EACH_ITEM), CONTAINER_SHAPE);
  }
}

function addContainer(container: Draft, shape: ContainerShape): void {
  for (const key of ["name", shape.env, shape.resources, shape.gpu]) {
    if (key !== undefined) container.keys.set(key, everything());
  }
}
