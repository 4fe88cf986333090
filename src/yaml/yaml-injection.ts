import type { SkipReason } from "../find/skip-reason.ts";
import type { ContainerReport } from "../plan/injection.ts";
import type { Issue } from "../result/issue.ts";

/** One change to a text: from `offset` on, `remove` UTF-16 units are replaced by `insert`. */
export interface TextEdit {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

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
  /** What was changed, in the order of the text; offsets count from its start. */
  readonly textEdits: readonly TextEdit[];
  /** Why nothing changed. */
  readonly reason?: SkipReason;
  /** Why it is invalid, where `onInvalidDocument` is `"keep"`. */
  readonly issues?: readonly Issue[];
}

/** What `injectYaml` did to a text. */
export interface YamlInjection {
  /** The text with its limits: the very string passed in if nothing changed. */
  readonly text: string;
  readonly changed: boolean;
  readonly documents: readonly DocumentReport[];
  /** What was changed in all of them, in the order of the text. */
  readonly textEdits: readonly TextEdit[];
}
