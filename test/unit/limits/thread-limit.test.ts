import { expect, it } from "vitest";
import { limitsThreads, wholePercentage } from "../../../src/limits/thread-limit.ts";

it.each([
  [undefined, false],
  [0, false],
  [0.5, true],
  [1, true],
  [99.9, true],
  [100, false],
])("limitsThreads of %s percent is %s", (percentage, is) => {
  expect(limitsThreads(percentage)).toBe(is);
});

it.each([
  [0, 0],
  [0.5, 1],
  [33.9, 33],
  [99.9, 99],
  [100, 100],
])("wholePercentage of %s is %d", (percentage, whole) => {
  expect(wholePercentage(percentage)).toBe(whole);
});
