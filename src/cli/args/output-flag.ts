import type { Flag } from "./flag.ts";

/** Who reads what a command finds: people, machines, or GitHub at a pull request. */
export const OUTPUT_FLAG: Flag = {
  name: "output",
  short: "o",
  choices: ["text", "json", "github"],
  value: "text",
  about: "text for people, json, or annotations for GitHub",
};
