import type { Source } from "../files/source.ts";
import { UsageError } from "../usage-error.ts";
import { injectSource } from "./inject-source.ts";
import type { WritingJob } from "./injection-job.ts";

/** Injects a source that was found good before, for what it becomes. */
export async function rewriteSource(
  source: Source,
  job: WritingJob,
  piece: (input: string, output: string) => Promise<void>,
): Promise<void> {
  const { issues } = await injectSource(source, job, {
    piece: async (input, output) => {
      await piece(input, output);
      await job.progress.bytes(input.length);
    },
  });
  job.progress.file();
  if (issues.length > 0) {
    throw new UsageError(`${source.name} was changed by somebody while it was read`, "try again");
  }
}
