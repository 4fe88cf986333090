import {
  ALL,
  type KeyProjection,
  NOTHING,
  OBJECT,
  type Projection,
  type ProjectionOf,
} from "../document/lexer/projection.ts";
import {
  CONTAINER_FIELDS,
  type CompiledKind,
  type ContainerFields,
} from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../kubernetes/kinds/kind-path.ts";
import { GPU_VARIABLES } from "../limits/mps-variables.ts";
import type { Settings } from "../options/compile-options.ts";

/** The variables of a list that are needed. An `env` that is not a list is needed in full, to say so. */
const VARIABLES: Projection = { ...NOTHING, named: GPU_VARIABLES };

/** A list: what it has in addition to its `items` is searched like an object of an unknown kind. */
const OBJECT_LIST: Projection = {
  ...NOTHING,
  keys: [{ key: "items", projection: { ...NOTHING, items: OBJECT } }],
  values: ALL,
};

/** The metadata of an object, or of a part of it, that may be needed. */
const METADATA = ["name", "generateName", "namespace", "labels", "annotations"];

/**
 * Returns the part of an object that a plan can depend on.
 *
 * @param isDescribed - whether its containers are described to the caller, with the metadata around them
 */
export function limitsProjection(settings: Settings, isDescribed: boolean): ProjectionOf {
  const { kinds, options } = settings;
  const { label, annotation } = options.optOut;
  const known = new Map<CompiledKind, Projection>();
  const isNested = isDescribed || label !== undefined || annotation !== undefined;
  // Annotations may ask for a fraction of a GPU.
  const fields = isNested ? METADATA : ["name", "annotations"];
  const keys = fields.map((key) => ({ key, projection: ALL }));
  const metadata = { key: "metadata", projection: { ...NOTHING, keys } };
  return (apiVersion, kind) => {
    const row = kinds.find(apiVersion, kind);
    if (row === undefined) {
      return typeof kind === "string" && kind.endsWith("List") ? OBJECT_LIST : ALL;
    }
    // A GPU anywhere in it is reported.
    if (row.skip === "not-a-workload") return ALL;
    let projection = known.get(row);
    if (projection === undefined) {
      const root = partsOf(row, isNested ? metadata : undefined);
      projection = root.all || isNested ? root : { ...root, keys: [...root.keys, metadata] };
      known.set(row, projection);
    }
    return projection;
  };
}

/** The paths of a kind as a tree. */
function partsOf(row: CompiledKind, metadata: KeyProjection | undefined): Projection {
  const { pods, containers, objects, opaque } = row;
  // What is needed of metadata does not depend on the kind.
  const targets = [...pods, ...containers, ...objects, ...opaque];
  if (targets.some(({ steps }) => steps.includes("metadata"))) return ALL;
  const root = new Part(metadata);
  for (const { steps } of pods) {
    const template = steps.slice(0, -1);
    if (metadata === undefined && template.length > 0) {
      root.at([...template, "metadata", "annotations"]).all = true;
    }
    for (const list of [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS]) {
      root.at([...steps, list, EACH_ITEM]).addContainer(CONTAINER_FIELDS);
    }
  }
  for (const { steps, fields } of containers) root.at(steps).addContainer(fields);
  for (const { steps } of objects) root.at(steps).object = true;
  for (const { steps } of opaque) root.at(steps).all = true;
  root.settle();
  return root;
}

/** A part of an object on the way to its containers. */
class Part implements Projection {
  all = false;
  object = false;
  readonly named = undefined;
  readonly keys: KeyProjection[];
  items: Projection | undefined;
  values: Projection | undefined;
  readonly #metadata: KeyProjection | undefined;
  readonly #parts = new Map<Step, Part>();

  /** @param metadata - what is needed of the metadata of every part */
  constructor(metadata: KeyProjection | undefined) {
    this.#metadata = metadata;
    this.keys = metadata === undefined ? [] : [metadata];
  }

  at(steps: readonly Step[]): Part {
    return steps.reduce<Part>((parent, step) => parent.#at(step), this);
  }

  addContainer({ resources, gpu, env }: ContainerFields): void {
    for (const key of ["name", "restartPolicy", resources, gpu]) {
      if (key !== undefined) this.#at(key).all = true;
    }
    this.#at(env).items = VARIABLES;
  }

  /** Needs all of a map in which two paths meet, where each would hide the other's fields. */
  settle(): void {
    const { keys, items, values } = this;
    const hasPaths = keys.some((key) => key !== this.#metadata);
    if (this.object ? hasPaths || items || values : values && keys.length > 0) {
      this.all = true;
      this.object = false;
    } else {
      for (const part of this.#parts.values()) part.settle();
    }
  }

  #at(step: Step): Part {
    let part = this.#parts.get(step);
    if (part === undefined) {
      this.#parts.set(step, (part = new Part(this.#metadata)));
      if (step === EACH_ITEM) this.items = part;
      else if (step === EACH_VALUE) this.values = part;
      else this.keys.push({ key: step, projection: part });
    }
    return part;
  }
}
