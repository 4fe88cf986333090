import { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/**
 * Colors for an output: on a terminal only, unless `FORCE_COLOR` says otherwise; never if `NO_COLOR` is
 * set to anything (https://no-color.org).
 */
export function colorsFor(
  { isTTY }: { readonly isTTY: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Colors {
  const forced = env["FORCE_COLOR"];
  const isWanted =
    forced === undefined ? isTTY && env["TERM"] !== "dumb" : forced !== "0" && forced !== "false";
  return createColors(isWanted && (env["NO_COLOR"] ?? "") === "");
}
