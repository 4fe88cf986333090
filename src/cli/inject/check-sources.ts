import type { Source } from "../files/source.ts";
import type { Io } from "../io.ts";
import { Progress, workOf } from "../progress.ts";
import { findingsIn } from "../report/findings-in.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Tally } from "../report/tally.ts";
import { injectSource } from "./inject-source.ts";
import type { InjectionJob } from "./injection-job.ts";

/**
 * Injects every source without writing anything: reports what is wrong, counts what would be done,
 * and answers which sources change.
 */
export async function checkSources(
  sources: readonly Source[],
  job: InjectionJob,
  io: Io,
  reporter: Reporter,
  tally: Tally,
): Promise<Source[]> {
  const progress = new Progress(io, workOf(sources));
  const changed: Source[] = [];
  try {
    for (const source of sources) {
      if (await checkSource(source, job, progress, reporter, tally)) changed.push(source);
    }
  } finally {
    await progress.clear();
  }
  return changed;
}

async function checkSource(
  source: Source,
  job: InjectionJob,
  progress: Progress,
  reporter: Reporter,
  tally: Tally,
): Promise<boolean> {
  let changes = false;
  const { issues, warnings, unkept } = await injectSource(source, job, {
    piece: (input) => progress.bytes(input.length),
    document: (report) => {
      changes ||= report.changed;
      tally.add(source.name, report);
    },
  });
  progress.file();
  tally.files++;
  if (changes) tally.changedFiles++;
  if (issues.length + warnings.length > 0) await progress.clear();
  await reporter.report(await findingsIn(source, "warning", warnings));
  await reporter.report(await findingsIn(source, "error", issues));
  reporter.unkept(unkept);
  return changes;
}
