import type { TextEdit } from "../document/text/text-edit.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import type { ContainerReport } from "../plan/injection.ts";
import type { Issue } from "../result/issue.ts";

/** What was done to one document. If it cannot name a GPU, only its index and line are known. */
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
  /** What was changed, in the order of the text. Offsets count from the start of the whole text. */
  readonly textEdits: readonly TextEdit[];
  /** Why nothing changed. */
  readonly reason?: SkipReason;
  /** Why it is invalid, if `onInvalidDocument` is `"keep"`. */
  readonly issues?: readonly Issue[];
}

/** What `injectYaml` did to a text. */
export interface YamlInjection {
  /** The text with its limits: the same string as passed in if nothing changed. */
  readonly text: string;
  readonly changed: boolean;
  readonly documents: readonly DocumentReport[];
  /** What was changed in all documents, in the order of the text. */
  readonly textEdits: readonly TextEdit[];
}
