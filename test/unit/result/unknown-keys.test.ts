import { expect, it } from "vitest";
import { unknownKeys } from "../../../src/result/unknown-keys.ts";

const KNOWN = ["label", "annotation"];

it("finds nothing among known keys", () => {
  expect(unknownKeys({ label: 1 }, KNOWN, "options/unknown-key", [], "option")).toEqual([]);
});

it("names each unknown key, with the one that was meant or all there are", () => {
  const object = { lable: 1, label: 2, x: undefined };
  expect(unknownKeys(object, KNOWN, "options/unknown-key", ["optOut"], "option")).toEqual([
    {
      code: "options/unknown-key",
      path: ["optOut", "lable"],
      message: 'unknown option "lable"',
      hint: "did you mean label?",
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

it("suggests no more than a hundred times", () => {
  const object = Object.fromEntries(
    Array.from({ length: 101 }, (_, index) => [`label${index.toString(36)}`, 1]),
  );
  const hints = unknownKeys(object, KNOWN, "config/unknown-key", [], "key").map(({ hint }) => hint);
  expect(hints[99]).toBe("did you mean label?");
  expect(hints[100]).toBe("the keys are label, annotation");
});
