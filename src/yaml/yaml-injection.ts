import type { SkipReason } from "../find/skip-reason.ts";
import type { ContainerReport } from "../plan/injection.ts";

/** What was done to one document. If it cannot name a GPU, only index and line are known. */
export interface DocumentReport {
  /** From 0. */
  readonly index: number;
  /** Where its content begins, from 1. */
  readonly line: number;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly changed: boolean;
  readonly containers: readonly ContainerReport[];
  /** Why nothing changed. */
  readonly reason?: SkipReason;
}

/** What `injectYaml` did to a text. */
export interface YamlInjection {
  /** The text with its limits: the very string passed in if nothing changed. */
  readonly text: string;
  readonly changed: boolean;
  readonly documents: readonly DocumentReport[];
}
