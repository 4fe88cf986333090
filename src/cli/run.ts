import { didYouMean } from "../result/did-you-mean.ts";
import type { CommandHelp } from "./args/flag.ts";
import { parseFlags } from "./args/parse-flags.ts";
import { renderHelp } from "./args/render-help.ts";
import { colorsFor } from "./colors.ts";
import type { Command } from "./commands/command.ts";
import { INJECT } from "./commands/inject.ts";
import { SCAN } from "./commands/scan.ts";
import { VALIDATE } from "./commands/validate.ts";
import { INTERRUPTED, ISSUES, OK, USAGE } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { renderOverview } from "./overview.ts";
import { IssuesError } from "./report/issues-error.ts";
import { plural } from "./report/plural.ts";
import { Reporter } from "./report/reporter.ts";
import { UsageError } from "./usage-error.ts";

const COMMANDS: readonly Command[] = [INJECT, VALIDATE, SCAN];

const HELP_FLAG = { name: "help", short: "h", about: "" } as const;

/**
 * Runs one command line, without the words `node` and `kube-mps`. Answers the exit code: 0 where
 * all is well, 1 where there are issues or a diff, 2 where the command line is wrong or a file
 * cannot be read, 130 after Ctrl-C. Text goes to stdout, what there is to say about it to stderr.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (io.signal.aborted) return INTERRUPTED;
    if (error instanceof IssuesError) return reportIssues(error, io);
    if (error instanceof UsageError) return reportUsage(error, io);
    // Whoever read our output (`| head`) has had enough of it.
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return OK;
    throw error;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  const colors = colorsFor(io.stdout, io.env);
  const helps = COMMANDS.map(({ help }) => help);
  if (name === "--version" || name === "-v") {
    await io.stdout.write(`${io.version}\n`);
    return OK;
  }
  if (name === "help" && rest.length > 0) return dispatch([...rest, "--help"], io);
  if (name === "--help" || name === "-h" || name === "help") {
    await io.stdout.write(renderOverview(helps, colors));
    return OK;
  }
  if (name === undefined) {
    await io.stderr.write(renderOverview(helps, colorsFor(io.stderr, io.env)));
    return USAGE;
  }
  const command = COMMANDS.find(({ help }) => help.name === name);
  if (command === undefined) throw unknownCommand(name, helps);
  const flags = parseFlags(rest, [...command.help.flags, HELP_FLAG]);
  if (!flags.has(HELP_FLAG.name)) return command.run(flags, io);
  await io.stdout.write(renderHelp(command.help, colors));
  return OK;
}

function unknownCommand(name: string, helps: readonly CommandHelp[]): UsageError {
  const names = helps.map((help) => help.name);
  const meant = didYouMean(name, names);
  return new UsageError(
    name.startsWith("-") ? `${name} comes before any command` : `unknown command ${name}`,
    meant === undefined ? `the commands are ${names.join(", ")}` : `did you mean ${meant}?`,
  );
}

async function reportIssues({ findings }: IssuesError, io: Io): Promise<number> {
  const reporter = new Reporter(io);
  const colors = colorsFor(io.stderr, io.env);
  await reporter.report(findings);
  await reporter.finish();
  await io.stderr.write(`${colors.bold(colors.red(plural(reporter.errors, "issue")))}\n`);
  return ISSUES;
}

async function reportUsage({ message, hint }: UsageError, io: Io): Promise<number> {
  const colors = colorsFor(io.stderr, io.env);
  await io.stderr.write(`${colors.bold(colors.red("kube-mps:"))} ${message}\n`);
  if (hint !== undefined) await io.stderr.write(`  ${colors.bold("help:")} ${hint}\n`);
  return USAGE;
}
