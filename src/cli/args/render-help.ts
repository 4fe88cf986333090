import type { Colors } from "../colors.ts";
import type { CommandHelp, Flag } from "./flag.ts";

/** Where the words about an option begin. */
const COLUMN = 32;

/** The help of one command: at most 24 lines of 80 columns, so that it fits any terminal. */
export function renderHelp(command: CommandHelp, colors: Colors): string {
  const { name, operands, about, flags, examples } = command;
  return [
    `${colors.bold("Usage:")} kube-mps ${name} [options] ${operands}`,
    about,
    ...flags.map((flag) => renderFlag(flag, colors)),
    ...examples.map((example, index) =>
      index === 0 ? `${colors.bold("Examples:")} ${example}` : `          ${example}`,
    ),
    "",
  ].join("\n");
}

function renderFlag({ name, short, value, choices, about }: Flag, colors: Colors): string {
  const before = short === undefined ? "    " : `-${short}, `;
  const written = `  ${before}--${name}${value === undefined ? "" : ` ${value}`}`;
  const words = [about, choices?.join("|")].filter((part) => part !== undefined && part !== "");
  return `${colors.cyan(written.padEnd(COLUMN - 1))} ${words.join(": ")}`;
}
