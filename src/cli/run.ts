import { didYouMean } from "../result/did-you-mean.ts";
import { COMMON_FLAGS, type OutputFormat } from "./args/flag.ts";
import { renderHelp, renderOverview } from "./args/help.ts";
import { readOptionFlags } from "./args/option-flags.ts";
import { parseFlags } from "./args/parse-flags.ts";
import { CAPACITY } from "./commands/capacity.ts";
import type { Command, Report } from "./commands/command.ts";
import { EXPLAIN } from "./commands/explain.ts";
import { INJECT } from "./commands/inject.ts";
import { SCAN } from "./commands/scan.ts";
import { UNINJECT } from "./commands/uninject.ts";
import { VALIDATE } from "./commands/validate.ts";
import { INTERRUPTED, ISSUES, OK, USAGE } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { Findings } from "./report/findings.ts";
import { IssuesError } from "./report/issues-error.ts";
import { writeReport } from "./report/write-report.ts";
import { systemReason, UsageError } from "./usage-error.ts";

const COMMANDS: readonly Command[] = [INJECT, UNINJECT, VALIDATE, SCAN, EXPLAIN, CAPACITY];

/** Runs a command line, without the words `node` and `kube-mps`; returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (io.signal.aborted) return INTERRUPTED;
    const { message, hint } =
      error instanceof UsageError
        ? error
        : new UsageError(`cannot write the output: ${systemReason(error)}`);
    const { bold, red } = io.stderr.colors;
    const help = hint === undefined ? "" : `  ${bold("help:")} ${hint}\n`;
    await io.stderr.write(`${bold(red("kube-mps:"))} ${message}\n${help}`);
    return USAGE;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  const helps = COMMANDS.map(({ help }) => help);
  if (name === "--version" || name === "-v") {
    await io.stdout.write(`${io.version}\n`);
    return OK;
  }
  if (name === "help" && rest.length > 0) return dispatch([...rest, "--help"], io);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const output = name === undefined ? io.stderr : io.stdout;
    await output.write(renderOverview(helps, output.colors));
    return name === undefined ? USAGE : OK;
  }
  const command = COMMANDS.find(({ help }) => help.name === name);
  if (command === undefined) throw unknownCommand(name);
  return runCommand(command, rest, io);
}

async function runCommand(command: Command, argv: readonly string[], io: Io): Promise<number> {
  const { output, quiet, help } = COMMON_FLAGS;
  const allFlags = [...command.help.flags, output, quiet];
  const flags = parseFlags(argv, [...allFlags, help]);
  if (flags.has(help.name)) {
    await io.stdout.write(renderHelp({ ...command.help, flags: allFlags }, io.stdout.colors));
    return OK;
  }
  const format = (flags.one(output.name) ?? "text") as OutputFormat;
  const findings = new Findings(format);
  let report: Report = { json: {}, summary: "" };
  try {
    const options = await readOptionFlags({ flags, io, findings });
    report = await command.run({ flags, options, findings, io });
  } catch (error) {
    // What the options name is invalid: that is a report as well.
    if (!(error instanceof IssuesError)) throw error;
    findings.addAll(error.findings);
  }
  const isQuiet = flags.has(quiet.name);
  const writesManifests = command.writesManifests === true;
  await writeReport(report, findings, format, { isQuiet, writesManifests }, io);
  return isFailure(flags.one("fail-on"), report, findings) ? ISSUES : OK;
}

function isFailure(on: string | undefined, report: Report, findings: Findings): boolean {
  if (on === "never") return false;
  if (findings.errors > 0 || report.differs === true) return true;
  if (on === "warning") return findings.warnings > 0;
  return on !== undefined && report.failures?.has(on) === true;
}

function unknownCommand(name: string): UsageError {
  const names = COMMANDS.map(({ help }) => help.name);
  const meant = didYouMean(name, names);
  return new UsageError(
    name.startsWith("-") ? `a command must come before ${name}` : `unknown command ${name}`,
    meant ? `did you mean ${meant}?` : `the commands are ${names.join(", ")}`,
  );
}
