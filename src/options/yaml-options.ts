import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import type { InjectOptions } from "./inject-options.ts";
import { invalidOption, type OptionFlag, type OptionTable } from "./option.ts";

/**
 * Which reader a document went to: none, since it cannot name a GPU; the lexer; the `yaml` package.
 */
export type DocumentReader = "none" | "lexer" | "yaml";

/** Options for `injectYaml`. */
export interface YamlOptions extends InjectOptions {
  /**
   * Whether a document that cannot be injected fails the call, or stays as it is and its issues become
   * warnings.
   *
   * @defaultValue "error"
   */
  readonly onInvalidDocument?: "error" | "keep" | undefined;
  /**
   * The longest document that is read, in UTF-16 units. Documents that cannot name a GPU are never
   * read, and so never too long, except in a stream, which must hold each document whole.
   *
   * @defaultValue 134217728
   */
  readonly maxDocumentLength?: number | undefined;
  /** For debugging: called with the reader that each document went to, in order. */
  readonly onRead?: ((reader: DocumentReader) => void) | undefined;
}

/** The options that this entry adds, compiled. */
export interface CompiledYamlOptions {
  readonly onInvalidDocument: "error" | "keep";
  readonly maxDocumentLength: number;
  readonly onRead: ((reader: DocumentReader) => void) | undefined;
}

/** How they are checked, and their defaults. */
export const YAML_OPTIONS: OptionTable<CompiledYamlOptions> = {
  onInvalidDocument: { choices: ["error", "keep"] },
  maxDocumentLength: { default: 134_217_728, read: readLength },
  onRead: { default: undefined, read: readFunction },
};

/** The same as flags; a function cannot be one. */
export const YAML_FLAGS: Readonly<
  Record<"onInvalidDocument" | "maxDocumentLength", readonly OptionFlag[]>
> = {
  onInvalidDocument: [
    { name: "on-invalid", value: "POLICY", about: "documents that cannot be injected" },
  ],
  maxDocumentLength: [
    { name: "max-document", value: "LENGTH", about: "longest document to read, in UTF-16 units" },
  ],
};

function readLength(value: unknown, path: FieldPath, issues: Issue[]): number {
  if (!Number.isSafeInteger(value) || (value as number) <= 0) {
    const message = "must be a whole number of UTF-16 units";
    issues.push(invalidOption(path, message, value));
  }
  return value as number;
}

/** Reads an option that is a callback. */
export function readFunction<F>(value: unknown, path: FieldPath, issues: Issue[]): F {
  if (typeof value !== "function") {
    issues.push(invalidOption(path, "must be a function", value));
  }
  return value as F;
}
