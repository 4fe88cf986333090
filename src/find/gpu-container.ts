import type { CurrentLimits } from "../limits/current-limits.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { SkipReason } from "./skip-reason.ts";

/** A container that requests a GPU, or may use one by a resource claim. */
export interface GpuContainer {
  /** Where it is, from the root of the object. */
  readonly path: FieldPath;
  /** `undefined` if it has none, or one that is not a string. */
  readonly name: string | undefined;
  /** Where its kind lists it; `"inline"` is a field that is like a container. */
  readonly role: "container" | "init" | "sidecar" | "ephemeral" | "inline";
  /** Each GPU resource that it requests, as in limits or else requests. */
  readonly gpus: readonly GpuCount[];
  /** All of them together; `undefined` if one of them is not a whole number. */
  readonly count: number | undefined;
  /** The limits that it has now. */
  readonly current: CurrentLimits;
  /** The innermost object that it belongs to. */
  readonly workload: WorkloadRef;
  /** Why injection skips it, if it does. */
  readonly skip?: SkipReason;
}

/** A GPU resource and how many of it are requested. */
export interface GpuCount {
  readonly resource: string;
  /** `undefined` if it is not a whole number: a placeholder, or malformed. */
  readonly count: number | undefined;
}

/** The object that a container belongs to: an item rather than its List. */
export interface WorkloadRef {
  /** Where it is, from the root of the object. */
  readonly path: FieldPath;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  /** Its own, or that of the options or the admission request. */
  readonly namespace: string | undefined;
  /** Its name, or `generateName`. */
  readonly name: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of the pod template that the container is in; of the object itself if it has none. */
  readonly podMetadata: MetadataRef;
}

/** Labels and annotations, as written. */
export interface MetadataRef {
  /** Where they are, from the root of the object. */
  readonly path: FieldPath;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
