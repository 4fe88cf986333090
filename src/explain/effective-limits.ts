import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";

/** What sets a limit that holds: a variable, the MPS daemon, a namespace of MPS v3, or nothing. */
export type Setter = "env" | "daemon" | "namespace" | "none";

/** The limits that hold for each process of one container. */
export interface EffectiveLimits {
  /** Of the container, from the root of the object. */
  readonly path: FieldPath;
  /** Its name. */
  readonly container: string | undefined;
  /**
   * MiB of device 0 that a process may pin, CUDA's own context included; `undefined` if nothing limits it.
   * If `enforced` is `"unknown"`, what holds if MPS serves the container.
   */
  readonly memoryMiB: number | undefined;
  /** What is left of that for the program, about: a context takes up to 512 MiB. */
  readonly usableMiB: number | undefined;
  /** Percentage of the GPU's threads; 100 if nothing limits them. */
  readonly threads: number;
  readonly setBy: { readonly memory: Setter; readonly threads: Setter };
  /**
   * `"no"` if no limit holds, or one that the container sets has no effect and none takes its place.
   * `"yes"` only if the node or its daemon shows it; otherwise the reasons say what would settle it.
   */
  readonly enforced: "yes" | "no" | "unknown";
  /** The first is the first thing to fix: those that void limits, that weaken them, that inform. */
  readonly reasons: readonly Reason[];
}

/** Why a limit holds, or does not. */
export interface Reason extends Issue {
  /**
   * `"voids"`: a limit has no effect. `"weakens"`: the container may use more than its limit says.
   * `"informs"`: it may not, or that is not known.
   */
  readonly effect: "voids" | "weakens" | "informs";
  /** The command whose output shows what is not known. */
  readonly settledBy?: string;
}

/** What is known apart from the pod; the more, the fewer answers are `"unknown"`. */
export interface ExplainContext {
  /** The Node that the pod runs on, or may run on. */
  readonly node?: unknown;
  /** What the MPS daemon of that node says. That it is passed means that one runs there. */
  readonly daemon?: DaemonLimits | undefined;
  /** DeviceClasses, for GPUs that a DRA driver provides: a list, or a List. */
  readonly deviceClasses?: unknown;
  /** ResourceClaims and ResourceClaimTemplates: a list, or a List. */
  readonly resourceClaims?: unknown;
}

/** The limits of an MPS daemon; under protocol 3, of the namespace that the container belongs to. */
export interface DaemonLimits {
  /** Pinned memory limit of device 0, in MiB. */
  readonly memoryMiB?: number | undefined;
  /** Active thread percentage. */
  readonly threads?: number | undefined;
  /**
   * The version of MPS: under 3 the threads of a namespace replace those of the container.
   *
   * @defaultValue 2
   */
  readonly protocol?: 2 | 3 | undefined;
}
