import { describe, expect, it } from "vitest";
import { invalidOption, type OptionTable, readOptions } from "../../../src/options/option.ts";

interface Compiled {
  readonly color: "red" | "green";
  readonly sizes: readonly number[];
  readonly total: number;
}

const TABLE: OptionTable<Compiled> = {
  color: { choices: ["red", "green"] },
  sizes: {
    default: [1],
    read: (value, path, issues) => {
      if (!Array.isArray(value))
        issues.push(invalidOption(path, "must be a list", value, "write []"));
      return value as number[];
    },
  },
  // Reads an option that the table has before it.
  total: {
    default: 0,
    read: (value, _path, _issues, { sizes }) => (value as number) + (sizes as number[]).length,
  },
};

describe("readOptions", () => {
  it("fills in the first choice and the defaults, frozen", () => {
    const read = readOptions({}, TABLE);
    expect(read).toEqual({
      ok: true,
      value: { color: "red", sizes: [1], total: 0 },
      warnings: [],
    });
    expect(read.ok && Object.isFrozen(read.value.sizes)).toBe(true);
    expect(readOptions({ color: undefined, sizes: undefined }, TABLE)).toEqual(read);
  });

  it("reads what is given, and passes each option those before it", () => {
    expect(readOptions({ total: 5, sizes: [1, 2], color: "green" }, TABLE)).toEqual({
      ok: true,
      value: { color: "green", sizes: [1, 2], total: 7 },
      warnings: [],
    });
  });

  it("collects every problem: unknown options, choices, and those of read", () => {
    expect(readOptions({ colour: "red", color: "blue", sizes: "all" }, TABLE)).toEqual({
      ok: false,
      issues: [
        {
          code: "options/unknown-key",
          path: ["colour"],
          message: 'unknown option "colour"',
          hint: "did you mean color?",
          suggestion: { key: "color" },
          received: '"red"',
        },
        {
          code: "options/value",
          path: ["color"],
          message: "must be one of red, green",
          received: '"blue"',
        },
        {
          code: "options/value",
          path: ["sizes"],
          message: "must be a list",
          hint: "write []",
          received: '"all"',
        },
      ],
      warnings: [],
    });
  });

  it.each([null, 1, "red", []])("rejects %j", (options) => {
    expect(readOptions(options, TABLE)).toMatchObject({
      ok: false,
      issues: [{ code: "options/type", path: [] }],
    });
  });
});
