import { expect, it } from "vitest";
import { grouped } from "../../../src/cli/report/grouped.ts";

it.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [1_234_567, "1,234,567"],
])("groups the digits of %d", (count, text) => {
  expect(grouped(count)).toBe(text);
});
