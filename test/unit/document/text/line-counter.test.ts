import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { LineCounter } from "../../../../src/document/text/line-counter.ts";

/** The position of an offset, by looking at all that is above it. */
function counted(text: string, offset: number, firstLine: number, firstOffset: number) {
  const above = text.slice(0, offset).split("\n");
  const column = (above.at(-1)?.length ?? 0) + 1;
  return { line: firstLine + above.length - 1, column, offset: firstOffset + offset };
}

describe("LineCounter", () => {
  it.each(["", "a", "\n", "\n\na\nbc", "a\r\nb\n\n", "abc\n".repeat(9)])("%j", (text) => {
    const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
    for (const order of [offsets, [...offsets].reverse()]) {
      const lines = new LineCounter(text, 7, 100);
      for (const offset of order) {
        expect(lines.positionAt(offset)).toEqual(counted(text, offset, 7, 100));
      }
    }
  });
});

it("places what is wrong with a separator on its line", () => {
  const texts = [
    "a: 1\n--- {nvidia.com/gpu: 1}\nb: 1\n",
    "# a\n--- nvidia.com/gpu",
    "---nvidia.com/gpu",
  ];
  const places = texts.map((text) => {
    const result = injectYaml(text, {});
    return result.ok ? [] : result.issues.map(({ code, position }) => [code, position]);
  });
  expect(places).toEqual([
    [["yaml/separator", { line: 2, column: 1, offset: 5 }]],
    [["yaml/separator", { line: 2, column: 1, offset: 4 }]],
    [["yaml/separator", { line: 1, column: 1, offset: 0 }]],
  ]);
});
