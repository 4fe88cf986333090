import type { FieldPath } from "../result/field-path.ts";

/** The ways to say MPS limits that are known here; `"config"` is this package's own. */
export type Dialect =
  | "config"
  | "env"
  | "dra"
  | "device-plugin"
  | "gke"
  | "fractioning"
  | "kai"
  | "hami"
  | "ecs"
  | "mps-server";

/** A config in another dialect, and what became of it. */
export interface Rendering<T> {
  /** What to write: plain data, or a text. */
  readonly value: T;
  /** What then holds. */
  readonly effective: EffectiveShare;
  /** Where that differs from the config; each is a warning, too. */
  readonly losses: readonly Loss[];
}

/** What one client gets of its first device. */
export interface EffectiveShare {
  /** Whole MiB; absent without a limit. */
  readonly memoryMiB?: number;
  /** A percentage, 1 to 99; absent without a limit. */
  readonly threads?: number;
}

/**
 * What a dialect makes of a limit: it has nothing like it, rounds it, grants less or more, or applies it
 * to something else than one process of the container.
 */
export type LossKind = "unsupported" | "rounded" | "tightened" | "widened" | "scope";

/** A difference between what was asked for and what was written. */
export interface Loss {
  /** Where it is in the input. */
  readonly path: FieldPath;
  /** A field of the config, or the name that the dialect has for what a config has no field for. */
  readonly field: string;
  readonly kind: LossKind;
  /** Bytes, a percentage or a priority, or a text that a config cannot hold; absent for no limit. */
  readonly asked?: number | string;
  /** The same of what was written; absent if nothing was. */
  readonly got?: number | string;
}
