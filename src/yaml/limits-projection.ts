import {
  ALL,
  NOTHING,
  OBJECT,
  type Projection,
  type ProjectionOf,
} from "../document/lexer/projection.ts";
import {
  CONTAINER_FIELDS,
  type CompiledKind,
  type ContainerFields,
  type Target,
} from "../kubernetes/kinds/compiled-kind.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../kubernetes/kinds/kind-path.ts";
import { GPU_VARIABLES } from "../limits/mps-variables.ts";
import type { Settings } from "../options/compile-options.ts";

/** A projection that is being built. */
interface MutableProjection extends Projection {
  all: boolean;
  object: boolean;
  readonly keys: { readonly key: string; readonly projection: MutableProjection }[];
  items: MutableProjection | undefined;
  values: MutableProjection | undefined;
}

/** A list of variables, of which only ours are needed; if it is not a list, all of it is. */
const ENV: Projection = { ...NOTHING, items: { ...NOTHING, named: GPU_VARIABLES } };

/** What a list has in addition to its `items` is searched like an object of an unknown kind. */
const OBJECT_LIST: Projection = {
  ...NOTHING,
  keys: [{ key: "items", projection: { ...NOTHING, items: OBJECT } }],
  values: ALL,
};

/**
 * The part of an object that a plan can depend on, by its kind.
 *
 * @param isDescribed - whether containers are described to a caller, with the metadata around them
 */
export function limitsProjection(settings: Settings, isDescribed: boolean): ProjectionOf {
  const known = new Map<CompiledKind, Projection>();
  const builder = new ProjectionBuilder(settings, isDescribed);
  return (apiVersion, kind) => {
    const row = settings.kinds.find(apiVersion, kind);
    if (row === undefined) {
      return typeof kind === "string" && kind.endsWith("List") ? OBJECT_LIST : ALL;
    }
    // It may hold a GPU anywhere, which is reported.
    if (row.skip === "not-a-workload") return ALL;
    let projection = known.get(row);
    if (projection === undefined) known.set(row, (projection = builder.build(row)));
    return projection;
  };
}

/** What is read of metadata. */
const METADATA = ["name", "generateName", "namespace", "labels", "annotations"];

/** Turns the paths of a kind into a tree. */
class ProjectionBuilder {
  /** An object's name; labels and annotations if those are needed. */
  readonly #metadata: Projection;
  /** Whether any metadata on the way to a container is needed. */
  readonly #isEverywhere: boolean;
  readonly #isDescribed: boolean;

  constructor({ options: { optOut } }: Settings, isDescribed: boolean) {
    this.#isDescribed = isDescribed;
    this.#isEverywhere =
      isDescribed || optOut.label !== undefined || optOut.annotation !== undefined;
    const needed = this.#isEverywhere ? METADATA : ["name"];
    const keys = needed.map((key) => ({ key, projection: ALL }));
    this.#metadata = { ...NOTHING, keys };
  }

  build(row: CompiledKind): Projection {
    const targets = [...row.pods, ...row.containers, ...row.objects];
    // The metadata of an object has a projection of its own, whatever the kind.
    if (targets.some(({ steps }) => steps[0] === "metadata")) return ALL;
    const root = this.#create();
    for (const { steps } of row.pods) this.#addPodSpec(this.#at(root, steps));
    for (const { steps, fields } of row.containers) {
      this.#addContainer(this.#at(root, steps), fields);
    }
    for (const { steps } of row.objects) this.#at(root, steps).object = true;
    this.#settle(root);
    return root.all ? root : this.#withMetadata(root);
  }

  #withMetadata(root: MutableProjection): Projection {
    if (this.#isEverywhere) return root;
    return { ...root, keys: [...root.keys, { key: "metadata", projection: this.#metadata }] };
  }

  /** Where two claims meet in one map, each would hide the other's fields: all of it is needed. */
  #settle(projection: MutableProjection): void {
    const { keys, items, values, object } = projection;
    const named = keys.some((field) => field.projection !== this.#metadata);
    const isShared = object ? named || items || values : values && keys.length > 0;
    if (isShared) {
      projection.all = true;
      projection.object = false;
      return;
    }
    for (const field of keys) this.#settle(field.projection);
    if (items !== undefined) this.#settle(items);
    if (values !== undefined) this.#settle(values);
  }

  /** Metadata anywhere on the way to a pod may opt it out. */
  #create(): MutableProjection {
    const metadata = { key: "metadata", projection: this.#metadata as MutableProjection };
    const keys = this.#isEverywhere ? [metadata] : [];
    return { ...NOTHING, keys, items: undefined, values: undefined };
  }

  #at(root: MutableProjection, steps: Target["steps"]): MutableProjection {
    return steps.reduce<MutableProjection>((parent, step) => this.#child(parent, step), root);
  }

  #child(parent: MutableProjection, step: Step): MutableProjection {
    if (step === EACH_ITEM) return (parent.items ??= this.#create());
    if (step === EACH_VALUE) return (parent.values ??= this.#create());
    let field = parent.keys.find(({ key }) => key === step);
    if (field === undefined) {
      field = { key: step, projection: this.#create() };
      parent.keys.push(field);
    }
    return field.projection;
  }

  #addPodSpec(spec: MutableProjection): void {
    for (const list of [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS]) {
      this.#addContainer(this.#child(this.#child(spec, list), EACH_ITEM), CONTAINER_FIELDS);
    }
  }

  #addContainer(container: MutableProjection, fields: ContainerFields): void {
    const role = this.#isDescribed ? "restartPolicy" : undefined;
    for (const key of ["name", role, fields.resources, fields.gpu]) {
      if (key !== undefined) this.#child(container, key).all = true;
    }
    this.#child(container, fields.env).items = ENV.items as MutableProjection;
  }
}
