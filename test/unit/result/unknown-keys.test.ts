import { describe, expect, it } from "vitest";
import { unknownKeys } from "../../../src/result/unknown-keys.ts";

const KNOWN = ["label", "annotation"];

describe("unknownKeys", () => {
  it("returns nothing for an object whose keys are all known", () => {
    expect(unknownKeys({ label: 1 }, KNOWN, "options/unknown-key", [], "option")).toEqual([]);
  });

  it("reports each unknown key, and suggests the nearest known one or lists them all", () => {
    const object = { lable: 1, label: 2, x: undefined };
    expect(unknownKeys(object, KNOWN, "options/unknown-key", ["optOut"], "option")).toEqual([
      {
        code: "options/unknown-key",
        path: ["optOut", "lable"],
        message: 'unknown option "lable"',
        hint: "did you mean label?",
        suggestion: { key: "label" },
        received: "1",
      },
      {
        code: "options/unknown-key",
        path: ["optOut", "x"],
        message: 'unknown option "x"',
        hint: "the options are label, annotation",
        received: "undefined",
      },
    ]);
  });

  it("suggests a key for the first hundred only", () => {
    const object = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [`label${index.toString(36)}`, 1]),
    );
    const hints = unknownKeys(object, KNOWN, "config/unknown-key", [], "key").map(
      ({ hint }) => hint,
    );
    expect(hints[99]).toBe("did you mean label?");
    expect(hints[100]).toBe("the keys are label, annotation");
  });
});
