import type { CommandHelp } from "./args/flag.ts";
import type { Colors } from "./colors.ts";

/** The help of the command line as a whole. */
export function renderOverview(commands: readonly CommandHelp[], colors: Colors): string {
  const rows = commands.map(({ name, about }) => `  ${colors.cyan(name.padEnd(9))}${about}`);
  return `${colors.bold("Usage:")} kube-mps COMMAND [options] FILE ...
Safe GPU sharing with NVIDIA MPS on Kubernetes.

${colors.bold("Commands:")}
${rows.join("\n")}

  kube-mps COMMAND --help      the options of a command, with examples
  kube-mps --version           the version

Text goes to stdout, reports to stderr. NO_COLOR and FORCE_COLOR are heeded.
${colors.bold("Exit codes:")} 0 all is well; 1 there are issues, or --diff found changes;
2 the command line is wrong, or a file cannot be read; 130 Ctrl-C.
Nothing is written where there are issues.
`;
}
