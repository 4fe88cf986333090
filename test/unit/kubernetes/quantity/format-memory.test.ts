import { describe, expect, it } from "vitest";
import { formatMemory } from "../../../../src/kubernetes/quantity/format-memory.ts";

describe("formatMemory", () => {
  it.each([
    [0, "0"],
    [1023, "1023"],
    [1024, "1Ki"],
    [512 * 2 ** 20, "512Mi"],
    [4606 * 2 ** 20, "4606Mi"],
    [10 * 2 ** 30, "10Gi"],
    [2 ** 40, "1Ti"],
  ])("writes %d as %s", (bytes, text) => {
    expect(formatMemory(bytes)).toBe(text);
  });
});
