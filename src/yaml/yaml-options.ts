import type { InjectOptions } from "../inject/inject-options.ts";

/** Which reader a document went to: none, since it cannot name a GPU; the scanner; the `yaml` package. */
export type DocumentReader = "none" | "scanner" | "yaml";

/** What `injectYaml` can be told. */
export interface YamlOptions extends InjectOptions {
  /**
   * Whether a document that cannot be injected fails the call, or stays as it is and its issues
   * become warnings.
   *
   * @defaultValue "error"
   */
  readonly onInvalidDocument?: "error" | "keep" | undefined;
  /**
   * The longest document that is read, in UTF-16 units. Documents that cannot name a GPU are never
   * read, and so never too long, but in a stream, which must hold each document whole.
   *
   * @defaultValue 134217728
   */
  readonly maxDocumentLength?: number | undefined;
  /** For debugging: hears which reader each document went to, in order. */
  readonly onRead?: ((reader: DocumentReader) => void) | undefined;
}
