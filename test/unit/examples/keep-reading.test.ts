import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepReading } from "../../../docs/examples/webhook/keep-reading.mjs";

describe("keepReading of the example webhook", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A file that may be missing, and a use that refuses "broken". */
  function watch(first: string) {
    const file: { text: string | Error } = { text: first };
    const events: string[] = [];
    keepReading({
      read: () => {
        if (file.text instanceof Error) throw file.text;
        return file.text;
      },
      use: (text: string) => {
        if (text === "broken") throw new Error("invalid");
        events.push(text);
      },
      used: () => events.push("used"),
      refused: (error) => events.push(String(error)),
      everyMs: 1000,
    });
    const become = (text: string | Error) => {
      file.text = text;
      vi.advanceTimersByTime(3000);
    };
    return { events, become };
  }

  it("uses a text when it starts and each time it changes", () => {
    const { events, become } = watch("a");
    become("a");
    become("b");
    expect(events).toStrictEqual(["a", "b", "used"]);
  });

  it("refuses a broken text once, and uses the next one, even if it is the old one", () => {
    const { events, become } = watch("a");
    become("broken");
    become("a");
    expect(events).toStrictEqual(["a", "Error: invalid", "a", "used"]);
  });

  it("refuses a file that cannot be read once", () => {
    const { events, become } = watch("a");
    become(new Error("ENOENT"));
    become("b");
    expect(events).toStrictEqual(["a", "Error: ENOENT", "b", "used"]);
  });

  it("throws what is wrong with the first text", () => {
    expect(() => watch("broken")).toThrow("invalid");
  });
});
