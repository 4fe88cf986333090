import type { CarrierIndex } from "../../workload/carrier-index.ts";
import type { LocatedNode } from "../located.ts";
import { ALL, METADATA, OBJECTS, type Shape, shapeOf } from "./shape.ts";

/** What decides the shape of an object. */
export interface Shapes {
  readonly carriers: CarrierIndex;
}

/** The shape of an object that is being read: known as soon as its apiVersion and kind are. */
export class ObjectShape {
  readonly #shapes: Shapes;
  #apiVersion: unknown;
  #kind: unknown;
  #shape: Shape | undefined;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  /** What is needed of a field. Everything, for as long as the kind is not known. */
  of(key: string): Shape | undefined {
    if (key === "metadata") return METADATA;
    if (this.isShapedBy(key)) return ALL;
    if (this.#apiVersion === undefined || this.#kind === undefined) return ALL;
    const shape = (this.#shape ??= this.#find());
    return shape.all ? shape : shape.keys.get(key);
  }

  isShapedBy(key: string): boolean {
    return key === "apiVersion" || key === "kind";
  }

  learn(key: string, value: LocatedNode | undefined): void {
    const scalar = value?.type === "scalar" ? value.value : undefined;
    if (key === "apiVersion") this.#apiVersion = scalar;
    else if (key === "kind") this.#kind = scalar;
  }

  #find(): Shape {
    const carrier = this.#shapes.carriers.find(this.#apiVersion, this.#kind);
    if (carrier !== undefined) return shapeOf(carrier);
    const isList = typeof this.#kind === "string" && this.#kind.endsWith("List");
    return isList ? LIST : ALL;
  }
}

/** A list is searched like an unknown kind where it has no `items`. */
const LIST: Shape = { ...ALL, all: false, keys: new Map([["items", OBJECTS]]) };
