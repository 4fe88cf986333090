import type { DocumentText } from "./document-text.ts";
import { ALL, OBJECT_LIST, type Shape, type Shapes } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Whether a field decides the shape of its object. */
function isShapedBy(key: string): boolean {
  return key === "apiVersion" || key === "kind";
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

  /** What the field from `start` to `stop` is looked up in. */
  fieldsFor(document: DocumentText, start: number, stop: number): Shape {
    const key = document.slice(start, stop);
    // Everything is needed for as long as the kind is not known.
    if (isShapedBy(key) || this.#apiVersion === undefined || this.#kind === undefined) return ALL;
    const shape = (this.#shape ??= this.#shapes.of(this.#apiVersion, this.#kind));
    const isSearched = shape.all || shape === OBJECT_LIST;
    return key === "metadata" && !isSearched ? this.#shapes.withMetadata : shape;
  }

  learn(key: string, value: unknown): void {
    if (!isShapedBy(key)) return;
    const known = key === "kind" ? this.#kind : this.#apiVersion;
    // The last of two counts, but the first has decided what was read since.
    if (known !== undefined || value === null || typeof value === "object") throw UNCERTAIN;
    if (key === "kind") this.#kind = value;
    else this.#apiVersion = value;
  }
}
