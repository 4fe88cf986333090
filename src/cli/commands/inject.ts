import { LIMIT_FLAGS } from "../args/limit-flags.ts";
import { flagsFor, readOptionFlags } from "../args/option-flags.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import { type Colors, colorsFor } from "../colors.ts";
import { ISSUES, OK } from "../exit-code.ts";
import { type OpenSources, openSources } from "../files/open-sources.ts";
import { checkSources } from "../inject/check-sources.ts";
import type { CheckedSource } from "../inject/checked-source.ts";
import { InjectedTexts } from "../inject/injected-texts.ts";
import type { InjectionJob } from "../inject/injection-job.ts";
import { writeDiff } from "../inject/write-diff.ts";
import { writeInPlace } from "../inject/write-in-place.ts";
import { writeJoined } from "../inject/write-joined.ts";
import type { Io } from "../io.ts";
import { Progress, workOf } from "../progress.ts";
import { plural } from "../report/plural.ts";
import { Reporter } from "../report/reporter.ts";
import { Tally } from "../report/tally.ts";
import { UsageError } from "../usage-error.ts";
import type { Command } from "./command.ts";
import { readConfig } from "./read-config.ts";

export const INJECT: Command = {
  help: {
    name: "inject",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Writes MPS limits into every GPU container; touches nothing else.",
    flags: [
      ...LIMIT_FLAGS,
      { name: "config", short: "c", value: "FILE", about: "limits from YAML or JSON" },
      { name: "in-place", short: "i", about: "change the files instead of writing to stdout" },
      { name: "diff", short: "d", about: "show what would change; exit 1 if anything would" },
      { name: "quiet", short: "q", about: "report nothing but issues and warnings" },
      ...flagsFor(
        "onConflict",
        "missingConfig",
        "gpuUnit",
        "unknownKinds",
        "onInvalidDocument",
        "gpuResources",
        "kinds",
        "resourceLimits",
        "optOut",
        "minMemory",
        "maxDocumentLength",
      ),
    ],
    examples: [
      "kube-mps inject k8s/ --memory 4Gi --threads 50 --diff",
      "helm template chart | kube-mps inject - -m 4Gi | kubectl apply -f -",
    ],
  },
  run,
};

type Mode = "stdout" | "in-place" | "diff";

async function run(flags: ParsedFlags, io: Io): Promise<number> {
  const mode = readMode(flags);
  const options = await readOptionFlags(flags, io.cwd);
  const reporter = new Reporter(io);
  const { config, warnings } = await readConfig(flags, io.cwd, { minMemory: options.minMemory });
  if (config === undefined && options.missingConfig !== "skip") {
    throw new UsageError("no limits are given", "add --memory 4Gi, --threads 50 or --config FILE");
  }
  await reporter.report(warnings);
  // A diff needs what a text was beside what it becomes.
  const texts = new InjectedTexts(mode !== "diff");
  const job = { config, options, texts, signal: io.signal };
  const opened = await openSources(flags, io);
  try {
    return await injectAll(opened, job, mode, flags.has("quiet"), io, reporter);
  } finally {
    await texts.remove();
    await opened.close();
  }
}

function readMode(flags: ParsedFlags): Mode {
  const inPlace = flags.has("in-place");
  if (inPlace && flags.has("diff")) {
    throw new UsageError("--diff and --in-place exclude each other", "look at the --diff first");
  }
  if (inPlace && flags.operands.includes("-")) {
    throw new UsageError("standard input cannot be changed in place", "leave out --in-place");
  }
  return inPlace ? "in-place" : flags.has("diff") ? "diff" : "stdout";
}

async function injectAll(
  { sources }: OpenSources,
  job: InjectionJob,
  mode: Mode,
  quiet: boolean,
  io: Io,
  reporter: Reporter,
): Promise<number> {
  const tally = new Tally();
  const colors = colorsFor(io.stderr, io.env);
  const checked = await checkSources(sources, job, io, reporter, tally);
  await reporter.finish();
  if (reporter.errors > 0) {
    const found = `${plural(reporter.errors, "issue")}; nothing was written`;
    await io.stderr.write(`${colors.bold(colors.red(found))}\n`);
    return ISSUES;
  }
  await write(mode, checked, job, io);
  const changed = checked.filter(({ changes }) => changes).length;
  const report = tally.render(colors) + tally.summary(outcome(mode, changed, colors));
  await io.stderr.write(quiet ? "" : report);
  return mode === "diff" && changed > 0 ? ISSUES : OK;
}

async function write(
  mode: Mode,
  checked: readonly CheckedSource[],
  checkedBy: InjectionJob,
  io: Io,
): Promise<void> {
  const written = mode === "stdout" ? checked : checked.filter(({ changes }) => changes);
  const sources = written.map(({ source }) => source);
  // On the terminal that gets the text itself there is no room for anything else.
  const visible = io.stderr.isTTY && (mode === "in-place" || !io.stdout.isTTY);
  const progress = new Progress(io, workOf(sources), visible);
  const job = { ...checkedBy, progress };
  try {
    if (mode === "in-place") await writeInPlace(sources, job);
    else if (mode === "stdout") await writeJoined(written, job, io.stdout);
    else await writeDiff(sources, job, io.stdout, colorsFor(io.stdout, io.env));
  } finally {
    await progress.clear();
  }
}

function outcome(mode: Mode, changed: number, colors: Colors): string {
  if (changed === 0) return "nothing to change";
  const files = colors.bold(plural(changed, "file"));
  return OUTCOMES[mode](files);
}

const OUTCOMES: Readonly<Record<Mode, (files: string) => string>> = {
  stdout: (files) => `changes in ${files}`,
  "in-place": (files) => `${files} changed`,
  diff: (files) => `${files} would change`,
};
