import type { Colors } from "../colors.ts";
import type { CommandHelp, Flag } from "./flag.ts";

/** Where the description of an option begins. */
const COLUMN = 32;

/** The help of one command: at most 24 lines of 80 columns, so that it fits any terminal. */
export function renderHelp(command: CommandHelp, colors: Colors): string {
  const { name, operands, about, flags, examples } = command;
  return [
    `${colors.bold("Usage:")} kube-mps ${name} [options] [${operands}]`,
    about,
    ...flags.filter(({ isHidden }) => !isHidden).map((flag) => renderFlag(flag, colors)),
    ...examples.map(
      (example, index) => `${index === 0 ? colors.bold("Examples:") : "         "} ${example}`,
    ),
    "",
  ].join("\n");
}

function renderFlag({ name, short, value, choices, about }: Flag, colors: Colors): string {
  const before = short === undefined ? "    " : `-${short}, `;
  const written = `  ${before}--${name}${value === undefined ? "" : ` ${value}`}`;
  const description = choices === undefined ? about : `${about}: ${choices.join("|")}`;
  return `${colors.cyan(written.padEnd(COLUMN - 1))} ${description}`;
}

/** The help of the command line as a whole. */
export function renderOverview(commands: readonly CommandHelp[], colors: Colors): string {
  const rows = commands.map(({ name, about }) => `  ${colors.cyan(name.padEnd(9))} ${about}`);
  return `${colors.bold("Usage:")} kube-mps COMMAND [options] [FILE|DIR|GLOB|- ...]
Safe GPU sharing with NVIDIA MPS on Kubernetes.

${colors.bold("Commands:")}
${rows.join("\n")}

  kube-mps COMMAND --help   options and examples
  kube-mps --version        version

Without FILE, standard input is read. Output goes to stdout, reports to stderr;
NO_COLOR and FORCE_COLOR are respected.
${colors.bold("Exit codes:")}
  0    success
  1    there are issues, in a file or in the limits, or --diff found changes
  2    the command line is invalid, or an output cannot be written
  130  interrupted
`;
}
