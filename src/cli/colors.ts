import { createColors } from "picocolors";
import type { Io, Output } from "./io.ts";

export type Colors = ReturnType<typeof createColors>;

/**
 * Colours for one output: on a terminal only, unless `FORCE_COLOR` says otherwise; never where
 * `NO_COLOR` is set to anything (https://no-color.org).
 */
export function colorsFor(output: Output, env: Io["env"]): Colors {
  return createColors(wantsColor(output, env));
}

function wantsColor(output: Output, env: Io["env"]): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return output.isTTY && env["TERM"] !== "dumb";
}
