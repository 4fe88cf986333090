import { FileReplacement } from "../files/file-replacement.ts";
import type { Source } from "../files/source.ts";
import { UsageError } from "../usage-error.ts";
import type { WritingJob } from "./injection-job.ts";
import { rewriteSource } from "./rewrite-source.ts";

/**
 * Replaces the files that change: all of them are written beside the old ones first, and only then
 * put in their places, so that a full disk or Ctrl-C leaves every file as it was.
 */
export async function writeInPlace(changed: readonly Source[], job: WritingJob): Promise<void> {
  const replacements: FileReplacement[] = [];
  try {
    for (const source of changed) {
      const replacement = await FileReplacement.of(source.path);
      replacements.push(replacement);
      await rewriteSource(source, job, (_input, output) => replacement.write(output));
      await replacement.finish();
    }
    job.signal.throwIfAborted();
    for (const replacement of replacements) await replacement.commit();
  } catch (error) {
    throw isSystemError(error) ? new UsageError(`cannot write: ${error.message}`) : error;
  } finally {
    for (const replacement of replacements) await replacement.discard();
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
