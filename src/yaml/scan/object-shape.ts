import type { CarrierIndex } from "../../workload/carrier-index.ts";
import type { LocatedNode } from "../tree/located.ts";
import { ALL, METADATA, OBJECT_LIST, type Shape, shapeOf } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

const WITH_METADATA: Shape = { ...METADATA, keys: [{ key: "metadata", shape: METADATA }] };

/** Whether a field decides the shape of its object. */
function isShapedBy(key: string): boolean {
  return key === "apiVersion" || key === "kind";
}

/** The shape of an object that is being read: known as soon as its apiVersion and kind are. */
export class ObjectShape {
  readonly #carriers: CarrierIndex;
  #apiVersion: unknown;
  #kind: unknown;
  #shape: Shape | undefined;

  constructor(carriers: CarrierIndex) {
    this.#carriers = carriers;
  }

  /** What the field from `start` to `stop` is looked up in. */
  fieldsFor(text: string, start: number, stop: number): Shape {
    const key = text.slice(start, stop);
    // Everything is needed for as long as the kind is not known.
    if (isShapedBy(key) || this.#apiVersion === undefined || this.#kind === undefined) return ALL;
    const shape = (this.#shape ??= this.#find());
    const isSearched = shape.all || shape === OBJECT_LIST;
    return key === "metadata" && !isSearched ? WITH_METADATA : shape;
  }

  learn(key: string, value: LocatedNode | undefined): void {
    if (!isShapedBy(key)) return;
    const known = key === "kind" ? this.#kind : this.#apiVersion;
    // The last of two counts, but the first has decided what was read since.
    if (known !== undefined || value?.type !== "scalar") throw UNCERTAIN;
    if (key === "kind") this.#kind = value.value;
    else this.#apiVersion = value.value;
  }

  #find(): Shape {
    const carrier = this.#carriers.find(this.#apiVersion, this.#kind);
    if (carrier !== undefined) return shapeOf(carrier);
    const isList = typeof this.#kind === "string" && this.#kind.endsWith("List");
    return isList ? OBJECT_LIST : ALL;
  }
}
