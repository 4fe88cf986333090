import type { ContainerReport, SkipReason } from "../inject/injection.ts";

/** What was done to one document. Of one that cannot name a GPU only index and line are known. */
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
  /** The text with its limits: the very string handed in where nothing changed. */
  readonly text: string;
  readonly changed: boolean;
  readonly documents: readonly DocumentReport[];
}
