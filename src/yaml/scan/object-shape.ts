import type { CarrierIndex } from "../../workload/carrier-index.ts";
import type { LocatedNode } from "../located.ts";
import { ALL, METADATA, OBJECT_LIST, type Shape, shapeOf } from "./shape.ts";

/** The shape of an object that is being read: known as soon as its apiVersion and kind are. */
export class ObjectShape {
  readonly #carriers: CarrierIndex;
  #apiVersion: unknown;
  #kind: unknown;
  #shape: Shape | undefined;

  constructor(carriers: CarrierIndex) {
    this.#carriers = carriers;
  }

  /** What its fields are looked up in. Everything is needed for as long as the kind is not known. */
  get fields(): Shape {
    if (this.#shape !== undefined) return this.#shape;
    if (this.#apiVersion === undefined || this.#kind === undefined) return ALL;
    return (this.#shape = this.#find());
  }

  /** The fields whose shape is the same whatever the kind. */
  static shapeOfIdentity(key: string): Shape | undefined {
    if (key === "metadata") return METADATA;
    return ObjectShape.isShapedBy(key) ? ALL : undefined;
  }

  static isShapedBy(key: string): boolean {
    return key === "apiVersion" || key === "kind";
  }

  learn(key: string, value: LocatedNode | undefined): void {
    const scalar = value?.type === "scalar" ? value.value : undefined;
    if (key === "apiVersion") this.#apiVersion = scalar;
    else if (key === "kind") this.#kind = scalar;
  }

  #find(): Shape {
    const carrier = this.#carriers.find(this.#apiVersion, this.#kind);
    if (carrier !== undefined) return shapeOf(carrier);
    const isList = typeof this.#kind === "string" && this.#kind.endsWith("List");
    return isList ? OBJECT_LIST : ALL;
  }
}
