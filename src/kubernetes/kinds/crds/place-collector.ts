import { EACH_ITEM, EACH_VALUE, isKindPath, type Step } from "../kind-path.ts";
import type { FieldNames } from "./container-schema.ts";
import type { Places } from "./schema-places.ts";

/** No kind has more: the largest has fifty. */
const MAX_PLACES = 1000;

/** What a kind has by all of its schemas, each by its path as rows have it. */
export class PlaceCollector {
  readonly pods: Set<string> = new Set();
  readonly containers: Map<string, FieldNames> = new Map();
  readonly objects: Set<string> = new Set();
  /** Where fields are that the schema does not name. */
  readonly opaque: Set<string> = new Set();
  /** Where resources are without variables. */
  readonly resources: Set<string> = new Set();
  /** A path that no row can have: a field with a dot in its name, or containers in no field at all. */
  unsupported: string | undefined;
  /** Whether there is more than this. */
  isCut = false;
  #count = 0;

  add(places: Places, path = "", isBelowOpaque = false): void {
    if (this.isCut) return;
    const isPlace = places.isPod || places.isObject || places.container !== undefined;
    let isOpaque = isBelowOpaque;
    if (path !== "" && !isKindPath(path)) {
      this.unsupported ??= path;
      return;
    }
    if (path === "") {
      if (isPlace) this.unsupported ??= path;
    } else {
      if (isPlace || places.isOpaque || places.hasResourcesAlone) this.#count += 1;
      if (places.isPod) this.pods.add(path);
      if (places.isObject) this.objects.add(path);
      if (places.container !== undefined && !this.containers.has(path)) {
        this.containers.set(path, places.container);
      }
      if (!isBelowOpaque && places.isOpaque) this.opaque.add(path);
      else if (!isBelowOpaque && places.hasResourcesAlone) this.resources.add(path);
      isOpaque ||= places.isOpaque || places.hasResourcesAlone;
      if (this.#count >= MAX_PLACES) this.isCut = true;
    }
    for (const [step, child] of places.below) this.add(child, stepped(path, step), isOpaque);
  }
}

function stepped(path: string, step: Step): string {
  if (step === EACH_ITEM) return `${path}[*]`;
  const key = step === EACH_VALUE ? "*" : step;
  return path === "" ? key : `${path}.${key}`;
}
