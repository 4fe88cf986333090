import { describe, expect, it } from "vitest";
import { cli } from "../../helpers/cli.ts";

const bold = "\u001B[1mUsage:\u001B[22m";

describe("colorsFor", () => {
  it.each([
    ["are on for a terminal", true, {}, true],
    ["are off for a pipe", false, {}, false],
    ["are off with NO_COLOR", true, { NO_COLOR: "1" }, false],
    ["are on with an empty NO_COLOR", true, { NO_COLOR: "" }, true],
    ["are on for a pipe with FORCE_COLOR", false, { FORCE_COLOR: "1" }, true],
    ["are off with FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
    ["are off with NO_COLOR and FORCE_COLOR", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["are off for a dumb terminal", true, { TERM: "dumb" }, false],
  ])("%s", async (_, tty, env, colored) => {
    const { stdout } = await cli("--help", { tty, env });
    expect(stdout.startsWith(bold)).toBe(colored);
    expect(stdout.includes("\u001B")).toBe(colored);
  });
});
