import type { FieldPath } from "../core/field-path.ts";
import type { Edit } from "./edit.ts";

/** Why something was left as it was. */
export type SkipReason =
  /** No container asks for a GPU. */
  | "no-gpu"
  /** Every limit is there already. */
  | "already-injected"
  /** `onConflict: "keep"` left other values standing. */
  | "kept-existing"
  /** The config sets neither memory nor threads. */
  | "limits-nothing"
  /** A kind that is not in the table. */
  | "unknown-kind"
  /** `missingConfig: "skip"`, and there is no config. */
  | "no-config"
  /** Another controller made it, and makes it again. */
  | "managed"
  /** It carries the label or annotation that `optOut` names. */
  | "opted-out"
  /** It asks by a DRA resource claim: whether for a GPU cannot be known from here. */
  | "resource-claim"
  /** A debug container: Kubernetes gives those no resources. */
  | "ephemeral"
  /** Nothing that runs: a pattern, a quota, a scalar, an empty document. */
  | "not-a-workload"
  /** Not understood; an issue or a warning says why. */
  | "invalid"
  /** An admission request to update what cannot, or need not, be updated. */
  | "update"
  /** An admission request for a subresource. */
  | "subresource"
  /** An admission request to delete or connect. */
  | "operation"
  /** It is being deleted. */
  | "terminating";

/** What was done to one container, or why nothing was. */
export interface ContainerReport {
  /** Where it is, from the root of the object. */
  readonly path: FieldPath;
  /** `undefined` where it has none, or one that is no text. */
  readonly name: string | undefined;
  /** The first GPU resource that it asks for. */
  readonly resource: string;
  /** How many, all its GPU resources together; 0 where that cannot be told. */
  readonly count: number;
  /** Limits were written; were there already; gave way to its own; or it was left alone. */
  readonly action: "injected" | "already" | "kept" | "passed-over";
  /** Why it was passed over. */
  readonly reason?: SkipReason;
}

/** What `injectGpuConfig` did to an object. */
export interface Injection<T> {
  /** The object with its limits: the very one handed in where nothing changed. */
  readonly object: T;
  readonly changed: boolean;
  /** What was changed, in the order of application. */
  readonly edits: readonly Edit[];
  /** Every GPU container, and those passed over for a reason worth knowing. */
  readonly containers: readonly ContainerReport[];
  /** Why nothing changed. */
  readonly reason?: SkipReason;
}
