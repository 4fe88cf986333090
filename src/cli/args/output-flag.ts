import type { Flag } from "./flag.ts";
import type { ParsedFlags } from "./parse-flags.ts";

const FORMATS = ["text", "json", "github"] as const;

/** Who reads what a command finds: people, machines, or GitHub at a pull request. */
export type OutputFormat = (typeof FORMATS)[number];

export const OUTPUT_FLAG: Flag = {
  name: "output",
  short: "o",
  value: "FORMAT",
  choices: FORMATS,
  about: "the form of the report",
};

export function readOutputFlag(flags: ParsedFlags): OutputFormat {
  return FORMATS.find((format) => format === flags.one(OUTPUT_FLAG.name)) ?? "text";
}
