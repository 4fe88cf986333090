import { describe, expect, it } from "vitest";
import { INJECT } from "../../../src/cli/commands/inject.ts";
import { SCAN } from "../../../src/cli/commands/scan.ts";
import { VALIDATE } from "../../../src/cli/commands/validate.ts";
import { cli } from "../../helpers/cli.ts";

const commands = [INJECT, VALIDATE, SCAN];

function expectToFitAScreen(text: string): void {
  const lines = text.replace(/\n$/, "").split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
}

describe("help", () => {
  it.each(commands)("of $help.name fits a screen and names every option", async ({ help }) => {
    const { code, stdout, stderr } = await cli(`${help.name} --help`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expectToFitAScreen(stdout);
    for (const { name, choices = [] } of help.flags) {
      expect(stdout).toContain(`--${name}`);
      expect(stdout).toContain(choices.join("|"));
    }
    for (const example of help.examples) expect(stdout).toContain(example);
    expect(await cli(`help ${help.name}`)).toEqual({ code, stdout, stderr });
    expect(await cli(`${help.name} a.yaml -h`)).toEqual({ code, stdout, stderr });
  });

  it.each(["--help", "-h", "help"])("of the whole, by %s, names the commands", async (word) => {
    const { code, stdout, stderr } = await cli(word);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expectToFitAScreen(stdout);
    for (const { help } of commands) expect(stdout).toContain(help.name);
  });

  it("goes to standard error where nothing was asked", async () => {
    const { stdout } = await cli("--help");
    expect(await cli("")).toEqual({ code: 2, stdout: "", stderr: stdout });
  });

  it.each(["--version", "-v"])("tells the version by %s", async (word) => {
    expect(await cli(word)).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
  });

  it.each([
    ["injekt a.yaml", "kube-mps: unknown command injekt\n  help: did you mean inject?\n"],
    [
      "deploy",
      "kube-mps: unknown command deploy\n  help: the commands are inject, validate, scan\n",
    ],
    [
      "--diff inject a.yaml",
      "kube-mps: --diff comes before any command\n  help: the commands are inject, validate, scan\n",
    ],
  ])("%s: no such command", async (line, stderr) => {
    expect(await cli(line)).toEqual({ code: 2, stdout: "", stderr });
  });
});
