import type { Source } from "../files/source.ts";
import { UsageError } from "../usage-error.ts";
import { injectSource } from "./inject-source.ts";
import type { InjectionJob } from "./injection-job.ts";

/** Injects a source that was found good before, for what it becomes. */
export async function rewriteSource(
  source: Source,
  job: InjectionJob,
  piece: (input: string, output: string) => Promise<void>,
): Promise<void> {
  const { issues } = await injectSource(source, job, { piece });
  if (issues.length > 0) {
    throw new UsageError(`${source.name} was changed by somebody while it was read`, "try again");
  }
}
