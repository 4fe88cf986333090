import type { Source } from "../files/source.ts";

/** A source that was found good. */
export interface CheckedSource {
  readonly source: Source;
  /** Whether injection changes it. */
  readonly changes: boolean;
  readonly documents: number;
}
