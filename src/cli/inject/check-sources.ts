import type { Source } from "../files/source.ts";
import type { Io } from "../io.ts";
import { Progress, workOf } from "../progress.ts";
import { findingsIn } from "../report/findings-in.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Tally } from "../report/tally.ts";
import type { CheckedSource } from "./checked-source.ts";
import { injectSource } from "./inject-source.ts";
import type { InjectionJob } from "./injection-job.ts";

/**
 * Injects every source without writing anything: reports what is wrong, and counts what would be
 * done.
 */
export async function checkSources(
  sources: readonly Source[],
  job: InjectionJob,
  io: Io,
  reporter: Reporter,
  tally: Tally,
): Promise<CheckedSource[]> {
  const progress = new Progress(io, workOf(sources));
  const checked: CheckedSource[] = [];
  try {
    for (const source of sources) {
      checked.push(await checkSource(source, job, progress, reporter, tally));
    }
  } finally {
    await progress.clear();
  }
  return checked;
}

async function checkSource(
  source: Source,
  job: InjectionJob,
  progress: Progress,
  reporter: Reporter,
  tally: Tally,
): Promise<CheckedSource> {
  let [changes, documents] = [false, 0];
  const { issues, warnings, unkept } = await injectSource(source, job, {
    piece: (input) => progress.bytes(input.length),
    document: (report) => {
      changes ||= report.changed;
      documents++;
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
  return { source, changes, documents };
}
