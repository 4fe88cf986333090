import type { DocumentBytes } from "./document-bytes.ts";
import { ALL, type Projection, type ProjectionOf } from "./projection.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Whether a field decides what is needed of its object. */
function isDeciding(key: string): boolean {
  return key === "apiVersion" || key === "kind";
}

/** What is needed of an object that is being read: known as soon as its apiVersion and kind are. */
export class ObjectProjection {
  readonly #projectionOf: ProjectionOf;
  #apiVersion: unknown;
  #kind: unknown;
  #projection: Projection | undefined;

  constructor(projectionOf: ProjectionOf) {
    this.#projectionOf = projectionOf;
  }

  /** What the field from `start` to `stop` is looked up in. */
  fieldsFor(document: DocumentBytes, start: number, stop: number): Projection {
    const key = document.slice(start, stop);
    // Everything is needed as long as the kind is not known.
    if (isDeciding(key) || this.#apiVersion === undefined || this.#kind === undefined) return ALL;
    return (this.#projection ??= this.#projectionOf(this.#apiVersion, this.#kind));
  }

  learn(key: string, value: unknown): void {
    if (!isDeciding(key)) return;
    const known = key === "kind" ? this.#kind : this.#apiVersion;
    // The last of two counts, but the first has decided what was read since.
    if (known !== undefined || value === null || typeof value === "object") throw UNCERTAIN;
    if (key === "kind") this.#kind = value;
    else this.#apiVersion = value;
  }
}
