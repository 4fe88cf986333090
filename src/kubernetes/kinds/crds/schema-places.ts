import { NONE } from "../../../result/none.ts";
import { isObject, type UnknownObject } from "../../../result/unknown-object.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../container-lists.ts";
import { EACH_ITEM, EACH_VALUE, type Step } from "../kind-path.ts";
import {
  containerFields,
  type FieldNames,
  hasResources,
  isOpaque,
  itemsOf,
  propertiesOf,
} from "./container-schema.ts";

/** What a schema has at one place, and below it. */
export interface Places {
  readonly isPod: boolean;
  /** A whole object, of any kind. */
  readonly isObject: boolean;
  /** Whether there may be fields that the schema does not name. */
  readonly isOpaque: boolean;
  /** Whether there are resources without variables, which no limits can be written to. */
  readonly hasResourcesAlone: boolean;
  readonly container: FieldNames | undefined;
  readonly below: ReadonlyMap<Step, Places>;
}

/** Schemas of real kinds are less than 40 levels deep. */
const MAX_DEPTH = 100;

/** What reports on an object configures nothing. */
const STATUS = "status";

/** What a pod spec is known by. */
const LISTS: readonly string[] = [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS];

/** What every object has. */
const NEVER_PLACES: readonly string[] = ["apiVersion", "kind", "metadata", STATUS];

const NOTHING: Places = {
  isPod: false,
  isObject: false,
  isOpaque: false,
  hasResourcesAlone: false,
  container: undefined,
  below: new Map(),
};

/** What nothing is known of. */
const OPAQUE: Places = { ...NOTHING, isOpaque: true };

/** Reads what is in a schema, each part of it once. */
export class SchemaReader {
  /** Whether a part of the schema was too deep to be read, or contains itself. */
  isTooDeep = false;
  readonly #known = new Map<object, Places | undefined>();
  readonly #knownInPods = new Map<object, Places | undefined>();
  readonly #open = new Set<object>();

  /** The same for the schema of a kind; without one, or if it is opaque, anything may be in `spec`. */
  readRoot(schema: unknown): Places {
    const places = isObject(schema) ? (this.read(schema) ?? NOTHING) : OPAQUE;
    const below = new Map([...places.below].filter(([step]) => !isOfEveryObject(step)));
    if (places.isOpaque) below.set("spec", { ...NOTHING, ...below.get("spec"), isOpaque: true });
    return { ...places, below };
  }

  /**
   * @param isInPod - what is opaque in a pod, such as the source of a volume, holds no containers; nor
   *   does metadata
   */
  read(schema: unknown, isInPod = false): Places | undefined {
    if (!isObject(schema)) return undefined;
    const known = isInPod ? this.#knownInPods : this.#known;
    if (known.has(schema)) return known.get(schema);
    if (this.#open.has(schema) || this.#open.size >= MAX_DEPTH) {
      this.isTooDeep = true;
      return undefined;
    }
    this.#open.add(schema);
    const places = this.#read(schema, isInPod);
    this.#open.delete(schema);
    known.set(schema, places);
    return places;
  }

  #read(schema: UnknownObject, isInPod: boolean): Places | undefined {
    const properties = propertiesOf(schema) ?? {};
    const isPod = isPodSpec(properties);
    const isWhole = schema["x-kubernetes-embedded-resource"] === true;
    const container = containerFields(properties);
    const below = new Map<Step, Places>();
    const add = (step: Step, child: unknown) => {
      const places = this.read(child, isInPod || isPod || step === "metadata");
      if (places !== undefined) below.set(step, places);
    };
    if (!isWhole) {
      const own = [STATUS, ...(isPod ? LISTS : NONE), ...(container ? namesOf(container) : NONE)];
      for (const [name, child] of Object.entries(properties)) {
        if (!own.includes(name)) add(name, child);
      }
      add(EACH_VALUE, schema["additionalProperties"]);
      add(EACH_ITEM, itemsOf(schema));
    }
    const isClear = isWhole || isPod || isInPod;
    const places: Places = {
      isPod,
      isObject: isWhole,
      isOpaque: !isClear && isOpaque(schema),
      hasResourcesAlone: !isClear && container === undefined && hasResources(properties),
      container,
      below,
    };
    const { isOpaque: isUnclear, hasResourcesAlone } = places;
    const isPlace = isPod || isWhole || isUnclear || hasResourcesAlone || container !== undefined;
    return isPlace || below.size > 0 ? places : undefined;
  }
}

function isOfEveryObject(step: Step): boolean {
  return NEVER_PLACES.some((name) => name === step);
}

/** The fields that an object is like a container by. */
function namesOf({ env = "env", resources = "resources", gpu = "" }: FieldNames): string[] {
  return [env, resources, gpu];
}

/** A list of containers, with the fields that those of Kubernetes have. */
function isPodSpec(properties: UnknownObject): boolean {
  const container = propertiesOf(itemsOf(properties["containers"]));
  const fields = container && containerFields(container);
  return fields !== undefined && Object.keys(fields).length === 0;
}
