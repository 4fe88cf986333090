import { NONE } from "../../core/none.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../../workload/carrier-path.ts";
import {
  CONTAINER_SHAPE,
  type CompiledCarrier,
  type ContainerShape,
  type Target,
} from "../../workload/compiled-carrier.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../../workload/container-lists.ts";

/**
 * Which part of a document a plan can depend on. What is outside is read for its syntax alone,
 * and no value is made of it.
 */
export interface Shape {
  /** Everything below is needed. */
  readonly all: boolean;
  /** A whole object of its own kind, which decides what is needed of it. */
  readonly object: boolean;
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
  readonly keys: { readonly key: string; readonly shape: Draft }[];
  items: Draft | undefined;
  values: Draft | undefined;
}

/** Nothing is needed. */
const NOTHING: Shape = {
  all: false,
  object: false,
  variable: false,
  keys: NONE,
  items: undefined,
  values: undefined,
};

export const ALL: Shape = { ...NOTHING, all: true };

/** A list of variables; what is no list is needed whole, to say what is wrong with it. */
const ENV: Shape = { ...NOTHING, items: { ...NOTHING, variable: true } };

export const OBJECT: Shape = { ...NOTHING, object: true };

/** What a list has beside its `items` is searched like an object of an unknown kind. */
export const OBJECT_LIST: Shape = {
  ...NOTHING,
  keys: [{ key: "items", shape: { ...NOTHING, items: OBJECT } }],
  values: ALL,
};

/** The shapes of objects, each made when an object of its kind is first met. */
export class Shapes {
  readonly #settings: Settings;
  readonly #known = new Map<CompiledCarrier, Shape>();
  /** How an object is called, and what may opt it out where something may. */
  readonly #metadata: Shape;
  /** The same as a field. */
  readonly withMetadata: Shape;

  constructor(settings: Settings) {
    this.#settings = settings;
    const needed = settings.optsOut ? ["name", "labels", "annotations"] : ["name"];
    this.#metadata = { ...NOTHING, keys: needed.map((key) => ({ key, shape: ALL })) };
    this.withMetadata = { ...NOTHING, keys: [{ key: "metadata", shape: this.#metadata }] };
  }

  /** What is needed of an object of some kind. */
  of(apiVersion: unknown, kind: unknown): Shape {
    const carrier = this.#settings.carriers.find(apiVersion, kind);
    if (carrier !== undefined) return this.#ofKnown(carrier);
    return typeof kind === "string" && kind.endsWith("List") ? OBJECT_LIST : ALL;
  }

  /** The table's own paths, once more as a tree. */
  #ofKnown(carrier: CompiledCarrier): Shape {
    let shape = this.#known.get(carrier);
    if (shape === undefined) this.#known.set(carrier, (shape = this.#draftOf(carrier)));
    return shape;
  }

  #draftOf(carrier: CompiledCarrier): Shape {
    const targets = [...carrier.pods, ...carrier.containers, ...carrier.objects];
    // Metadata has a shape of its own, whatever the kind.
    if (targets.some(({ steps }) => steps[0] === "metadata")) return ALL;
    const root = this.#draft();
    for (const { steps } of carrier.pods) this.#addPodSpec(this.#at(root, steps));
    for (const target of carrier.containers) {
      this.#addContainer(this.#at(root, target.steps), target.shape);
    }
    for (const { steps } of carrier.objects) this.#at(root, steps).object = true;
    this.#settle(root);
    return root;
  }

  /** Where two claims meet in one map, each would hide the other's fields: all of it is needed. */
  #settle(draft: Draft): void {
    const { keys, items, values, object } = draft;
    const named = keys.some(({ shape }) => shape !== this.#metadata);
    const isShared = object ? named || items || values : values && keys.length > 0;
    if (isShared) {
      draft.all = true;
      draft.object = false;
      return;
    }
    for (const { shape } of keys) this.#settle(shape);
    if (items !== undefined) this.#settle(items);
    if (values !== undefined) this.#settle(values);
  }

  /** Metadata anywhere on the way to a pod may opt it out. */
  #draft(): Draft {
    const metadata = { key: "metadata", shape: this.#metadata as Draft };
    const keys = this.#settings.optsOut ? [metadata] : [];
    return { ...NOTHING, keys, items: undefined, values: undefined };
  }

  #at(root: Draft, steps: Target["steps"]): Draft {
    return steps.reduce<Draft>((parent, step) => this.#child(parent, step), root);
  }

  #child(parent: Draft, step: Step): Draft {
    if (step === EACH_ITEM) return (parent.items ??= this.#draft());
    if (step === EACH_VALUE) return (parent.values ??= this.#draft());
    let entry = parent.keys.find(({ key }) => key === step);
    if (entry === undefined) parent.keys.push((entry = { key: step, shape: this.#draft() }));
    return entry.shape;
  }

  #addPodSpec(spec: Draft): void {
    for (const list of [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS]) {
      this.#addContainer(this.#child(this.#child(spec, list), EACH_ITEM), CONTAINER_SHAPE);
    }
  }

  #addContainer(container: Draft, shape: ContainerShape): void {
    for (const key of ["name", shape.resources, shape.gpu]) {
      if (key !== undefined) this.#child(container, key).all = true;
    }
    this.#child(container, shape.env).items = ENV.items as Draft;
  }
}
