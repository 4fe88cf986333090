import type { Edit } from "../edit/edit.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import type { FieldPath } from "../result/field-path.ts";

/** What was done to one container, or why nothing was. */
export interface ContainerReport {
  /** Where it is, from the root of the object. */
  readonly path: FieldPath;
  /** `undefined` if it has none, or one that is not a string. */
  readonly name: string | undefined;
  /** The first GPU resource that it requests. */
  readonly resource: string;
  /** How many, all its GPU resources together; 0 if that cannot be told. */
  readonly count: number;
  /**
   * Limits were written (`"injected"`), were already there (`"unchanged"`), gave way to the container's
   * own (`"kept"`), were taken out (`"removed"`), or do not apply (`"skipped"`).
   */
  readonly action: "injected" | "unchanged" | "kept" | "removed" | "skipped";
  /** Why it was skipped. */
  readonly reason?: SkipReason;
  /** The object that it belongs to, if that is an item of a List or part of another object. */
  readonly workload?: { readonly kind: string | undefined; readonly name: string | undefined };
}

/** What `injectGpuConfig` or `uninjectGpuConfig` did to an object. */
export interface Injection<T> {
  /** The object with its limits: the very one passed in if nothing changed. */
  readonly object: T;
  readonly changed: boolean;
  /** What was changed, in the order of application. */
  readonly edits: readonly Edit[];
  /** Every GPU container, and those skipped for a reason worth knowing. */
  readonly containers: readonly ContainerReport[];
  /** Why nothing changed. */
  readonly reason?: SkipReason;
}
