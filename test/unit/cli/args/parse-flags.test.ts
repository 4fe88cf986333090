import { describe, expect, it } from "vitest";
import type { Flag } from "../../../../src/cli/args/flag.ts";
import { parseFlags } from "../../../../src/cli/args/parse-flags.ts";

const flags: readonly Flag[] = [
  { name: "memory", short: "m", value: "4Gi", about: "" },
  { name: "device-memory", value: "0=4Gi", repeats: true, about: "" },
  { name: "on-conflict", value: "override", choices: ["override", "keep"], about: "" },
  { name: "diff", short: "d", about: "" },
];

describe("parseFlags", () => {
  it("takes options and operands in any order, in every spelling", () => {
    const parsed = parseFlags(
      [
        "a.yaml",
        "-m",
        "4Gi",
        "--device-memory=0=1Gi",
        "--device-memory",
        "1=2Gi",
        "-d",
        "-",
        "--",
        "-b",
      ],
      flags,
    );
    expect(parsed.operands).toEqual(["a.yaml", "-", "-b"]);
    expect(parsed.one("memory")).toBe("4Gi");
    expect(parsed.all("device-memory")).toEqual(["0=1Gi", "1=2Gi"]);
    expect(parsed.has("diff")).toBe(true);
    expect(parsed.has("on-conflict")).toBe(false);
  });

  it.each([
    ["--memroy 4Gi", "unknown option --memroy", "did you mean --memory?"],
    ["-x", "unknown option -x", "--help lists the options"],
    ["--memory", "--memory requires a value", "write --memory 4Gi"],
    ["--memory=", "--memory requires a value", "write --memory 4Gi"],
    ["--memory 1Gi -m 2Gi", "--memory is given twice", undefined],
    ["--diff=yes", "--diff takes no value", "write --diff"],
    ["--on-conflict", "--on-conflict requires a value", "write --on-conflict override"],
    [
      "--on-conflict kepe",
      '--on-conflict must be one of override, keep, not "kepe"',
      "did you mean --on-conflict keep?",
    ],
  ])("%s: %s", (line, message, hint) => {
    expect(() => parseFlags(line.split(" "), flags)).toThrow(
      expect.objectContaining({ name: "UsageError", message, hint }),
    );
  });
});
