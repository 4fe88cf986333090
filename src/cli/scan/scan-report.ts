import type { SkipReason } from "../../index.ts";
import type { LocatedContainer } from "../../yaml/index.ts";
import type { Finding } from "../report/finding.ts";

/** A GPU container, with the file it is in. */
export interface FoundUse {
  readonly file: string;
  readonly container: LocatedContainer;
  /** Whether it has limits that hold. */
  readonly limited: boolean;
  /** Why it would get no limits, if it would not. */
  readonly reason: SkipReason | undefined;
}

/** What a scan found in all its sources. */
export interface ScanReport {
  readonly files: number;
  readonly documents: number;
  readonly uses: readonly FoundUse[];
  readonly findings: readonly Finding[];
}
