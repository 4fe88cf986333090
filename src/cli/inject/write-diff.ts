import type { Colors } from "../colors.ts";
import { UnifiedDiff } from "../diff/unified-diff.ts";
import type { Source } from "../files/source.ts";
import type { Output } from "../io.ts";
import type { WritingJob } from "./injection-job.ts";
import { rewriteSource } from "./rewrite-source.ts";

/** Writes what would change in each source, as a unified diff. */
export async function writeDiff(
  changed: readonly Source[],
  job: WritingJob,
  to: Output,
  colors: Colors,
): Promise<void> {
  for (const source of changed) {
    const diff = new UnifiedDiff(source.name, colors);
    await rewriteSource(source, job, (input, output) => to.write(diff.push(input, output)));
    await to.write(diff.end());
  }
}
