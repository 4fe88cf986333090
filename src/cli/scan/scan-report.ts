import type { Finding } from "../report/finding.ts";
import type { GpuUse } from "./gpu-use.ts";

/** A container that uses a GPU, with the file it is in. */
export interface FoundUse extends GpuUse {
  readonly file: string;
}

/** What a scan found in all its sources. */
export interface ScanReport {
  readonly files: number;
  readonly documents: number;
  readonly uses: readonly FoundUse[];
  readonly findings: readonly Finding[];
}
