import type { Colors } from "../colors.ts";
import type { CommandHelp, Flag } from "./flag.ts";

/** Where the words about an option begin. */
const COLUMN = 30;

/** The help of one command: at most 24 lines of 80 columns, so that it fits any terminal. */
export function renderHelp(command: CommandHelp, colors: Colors): string {
  const { name, operands, about, flags, examples } = command;
  return [
    `${colors.bold("Usage:")} kube-mps ${name} [options] ${operands}`,
    about,
    ...flags.map((flag) => renderFlag(flag, colors)),
    colors.bold("Examples:"),
    ...examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

function renderFlag(flag: Flag, colors: Colors): string {
  const short = flag.short === undefined ? "    " : `-${flag.short}, `;
  const value = flag.choices?.join("|") ?? flag.value;
  const written = `  ${short}--${flag.name}${value === undefined ? "" : ` ${value}`}`;
  const gap = " ".repeat(Math.max(2, COLUMN - written.length));
  return `${colors.cyan(written)}${gap}${flag.about}`;
}
