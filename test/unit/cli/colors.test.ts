import { describe, expect, it } from "vitest";
import { cli } from "../../helpers/cli.ts";

const bold = "\u001B[1mUsage:\u001B[22m";

describe("colours", () => {
  it.each([
    ["a terminal has them", true, {}, true],
    ["a pipe has none", false, {}, false],
    ["NO_COLOR takes them from a terminal", true, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR says nothing", true, { NO_COLOR: "" }, true],
    ["FORCE_COLOR gives them to a pipe", false, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 takes them from a terminal", true, { FORCE_COLOR: "0" }, false],
    ["NO_COLOR wins over FORCE_COLOR", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["a dumb terminal has none", true, { TERM: "dumb" }, false],
  ])("%s", async (_, tty, env, colored) => {
    const { stdout } = await cli("--help", { tty, env });
    expect(stdout.startsWith(bold)).toBe(colored);
    expect(stdout.includes("\u001B")).toBe(colored);
  });
});
