import { describe, expect, it, vi } from "vitest";

vi.unmock("../../../src/result/unreadable.ts");
const { unreadable } = await import("../../../src/result/unreadable.ts");

describe("unreadable", () => {
  it.each([
    [
      new RangeError("Maximum call stack size exceeded"),
      "the input is nested too deeply to be read",
    ],
    [new Error("thrown by a getter of the caller"), "reading the input threw"],
    ["anything", "reading the input threw"],
  ])("turns %s into an issue", (error, message) => {
    expect(unreadable(error)).toEqual({
      ok: false,
      issues: [
        {
          code: "input/unreadable",
          path: [],
          message,
          hint: "pass plain data, as JSON.parse returns it",
        },
      ],
      warnings: [],
    });
  });
});
