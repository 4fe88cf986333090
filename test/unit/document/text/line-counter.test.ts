import { describe, expect, it } from "vitest";
import { LineCounter } from "../../../../src/document/text/line-counter.ts";

/** The position of an offset, counted in the text before it. */
function counted(text: string, offset: number, firstLine: number, firstOffset: number) {
  const above = text.slice(0, offset).split("\n");
  const column = (above.at(-1)?.length ?? 0) + 1;
  return { line: firstLine + above.length - 1, column, offset: firstOffset + offset };
}

describe("LineCounter", () => {
  it.each(["", "a", "\n", "\n\na\nbc", "a\r\nb\n\n", "abc\n".repeat(9)])(
    "converts every offset of %j",
    (text) => {
      const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
      for (const order of [offsets, [...offsets].reverse()]) {
        const lines = new LineCounter(text, 7, 100);
        for (const offset of order) {
          expect(lines.positionAt(offset)).toEqual(counted(text, offset, 7, 100));
        }
      }
    },
  );
});
