import { expect, it, vi } from "vitest";

vi.unmock("../../../src/core/unreadable.ts");
const { unreadable } = await import("../../../src/core/unreadable.ts");

it.each([
  [new RangeError("Maximum call stack size exceeded"), "the input is nested too deeply to be read"],
  [new Error("a getter of the caller's"), "reading the input threw"],
  ["anything", "reading the input threw"],
])("%s becomes an issue", (error, message) => {
  expect(unreadable(error)).toEqual({
    ok: false,
    issues: [
      {
        code: "input/unreadable",
        path: [],
        message,
        hint: "hand in plain data, as JSON.parse gives it",
      },
    ],
    warnings: [],
  });
});
