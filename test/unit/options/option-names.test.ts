import { describe, expect, it } from "vitest";
import { CORE_FLAGS, CORE_OPTIONS } from "../../../src/options/core-options.ts";
import { OPTION_NAMES, optionsType } from "../../../src/options/option-names.ts";

describe("OPTION_NAMES", () => {
  it("are the options that the core checks, each with a row of its flags", () => {
    expect(OPTION_NAMES).toEqual(Object.keys(CORE_OPTIONS));
    expect(OPTION_NAMES).toEqual(Object.keys(CORE_FLAGS));
  });
});

describe("optionsType", () => {
  it("is the issue for options that are not an object", () => {
    expect(optionsType("keep")).toEqual({
      code: "options/type",
      path: [],
      message: "options must be an object",
      hint: "omit them for defaults",
      received: '"keep"',
    });
  });
});
