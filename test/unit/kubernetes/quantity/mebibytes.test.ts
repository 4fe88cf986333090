import { describe, expect, it } from "vitest";
import {
  floorToMebibytes,
  formatMebibytes,
  MIB,
} from "../../../../src/kubernetes/quantity/mebibytes.ts";

describe("formatMebibytes", () => {
  it("renders bytes in whole MiB, rounded down", () => {
    expect(MIB).toBe(2 ** 20);
    expect(formatMebibytes(536870912)).toBe("512Mi");
    expect(formatMebibytes(536870911)).toBe("511Mi");
  });
});

describe("floorToMebibytes", () => {
  it("rounds bytes down to whole MiB", () => {
    expect(floorToMebibytes(536870912n)).toBe(536870912);
    expect(floorToMebibytes(536870911n)).toBe(535822336);
    expect(floorToMebibytes(9007199254740991n)).toBe(9007199253692416);
    expect(floorToMebibytes(0n)).toBe(0);
  });
});
