import { expect, it } from "vitest";
import { formatMebibytes, MIB } from "../../../../src/kubernetes/quantity/mebibytes.ts";

it("formats bytes in whole MiB, rounded down", () => {
  expect(MIB).toBe(2 ** 20);
  expect(formatMebibytes(536870912)).toBe("512Mi");
  expect(formatMebibytes(536870911)).toBe("511Mi");
});
