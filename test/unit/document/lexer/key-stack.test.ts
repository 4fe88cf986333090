import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DocumentBytes } from "../../../../src/document/lexer/document-bytes.ts";
import { KeyStack } from "../../../../src/document/lexer/key-stack.ts";
import { runs } from "../../../helpers/properties.ts";

/** Whether each key, of the text that they make together, is new in its map. */
function added(keys: readonly string[], stack = stackOf(keys)): boolean[] {
  const map = stack.open();
  let start = 0;
  const results = keys.map((key) => {
    const isNew = stack.add(map, start, start + key.length);
    start += key.length;
    return isNew;
  });
  stack.close(map);
  return results;
}

function stackOf(keys: readonly string[]): KeyStack {
  const document = new DocumentBytes();
  document.load(keys.join(""));
  return new KeyStack(document);
}

describe("KeyStack", () => {
  it("finds duplicate keys, however many keys a map has", () => {
    const key = fc.oneof(fc.constantFrom("a", "b", "ab", "é", "è", "漢"), fc.string());
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
        expect(added(keys)).toEqual(keys.map((key, index) => keys.indexOf(key) === index));
      }),
      runs(200),
    );
  });

  it("keeps the keys of an outer map while it reads an inner map", () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);
    const stack = stackOf(["a", ...keys]);
    const outer = stack.open();
    expect(stack.add(outer, 0, 1)).toBe(true);
    const inner = stack.open();
    expect(stack.add(inner, 0, 1)).toBe(true);
    expect(stack.add(inner, 0, 1)).toBe(false);
    stack.close(inner);
    expect(stack.add(outer, 0, 1)).toBe(false);
  });

  it("forgets the keys of a map that is closed", () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);
    const stack = stackOf(keys);
    expect(added(keys, stack)).not.toContain(false);
    expect(added(keys, stack)).not.toContain(false);
    stack.add(stack.open(), 0, 2);
    stack.clear();
    expect(added(keys, stack)).not.toContain(false);
  });
});
