import type { Issue } from "../../core/issue.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import type { Source } from "../files/source.ts";
import type { Progress } from "../progress.ts";
import type { GpuUse } from "./gpu-use.ts";
import { ManifestReader } from "./manifest-reader.ts";
import { scanManifest } from "./scan-manifest.ts";

/** What one source holds. */
export interface ScannedSource {
  readonly documents: number;
  readonly uses: readonly GpuUse[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Scans a source from its start to its end, holding no more of its text than one document. */
export async function scanSource(
  source: Source,
  settings: Settings,
  progress: Progress,
  signal: AbortSignal,
): Promise<ScannedSource> {
  const reader = new ManifestReader(settings);
  const uses: GpuUse[] = [];
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const scan = (manifests: ReturnType<ManifestReader["push"]>) => {
    for (const manifest of manifests) {
      const scanned = scanManifest(manifest, settings);
      uses.push(...scanned.uses);
      issues.push(...scanned.issues);
      warnings.push(...scanned.warnings);
    }
  };
  for await (const chunk of source.chunks()) {
    signal.throwIfAborted();
    scan(reader.push(chunk));
    await progress.bytes(chunk.length);
  }
  scan(reader.end());
  return { documents: reader.documents, uses, issues, warnings };
}
