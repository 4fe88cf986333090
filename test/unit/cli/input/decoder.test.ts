import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decoder, type Encoding, encode, NotTextError } from "../../../../src/cli/input/decoder.ts";

/** Decodes bytes in chunks of a size. */
function decode(bytes: Buffer, size = Number.POSITIVE_INFINITY): [string, Encoding] {
  const decoder = new Decoder();
  let text = "";
  for (let at = 0; at < bytes.length; at += size)
    text += decoder.push(bytes.subarray(at, at + size));
  text += decoder.end();
  return [text, decoder.encoding];
}

const encoding = fc.constantFrom<Encoding[]>("utf-8", "utf-16le", "utf-16be");
const text = fc.string({ unit: "binary" }).map((one) => one.replaceAll("\0", ""));

describe("Decoder", () => {
  it.each<[string, number[], string, Encoding]>([
    ["UTF-8", [0x61, 0xc3, 0xa9], "aé", "utf-8"],
    ["UTF-8 with a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "\uFEFFa", "utf-8"],
    ["little-endian UTF-16", [0xff, 0xfe, 0x61, 0x00, 0xe9, 0x00], "\uFEFFaé", "utf-16le"],
    ["big-endian UTF-16", [0xfe, 0xff, 0x00, 0x61, 0x00, 0xe9], "\uFEFFaé", "utf-16be"],
    ["one byte", [0x61], "a", "utf-8"],
    ["nothing", [], "", "utf-8"],
  ])("reads %s", (_, bytes, expected, name) => {
    expect(decode(Buffer.from(bytes))).toEqual([expected, name]);
  });

  it("is inverted by encode, however the bytes are cut", () => {
    fc.assert(
      fc.property(encoding, text, fc.integer({ min: 1, max: 9 }), (name, content, size) => {
        const bytes = encode(name === "utf-8" ? content : `\uFEFF${content}`, name);
        const [decoded, found] = decode(bytes, size);
        expect(found).toBe(name);
        expect(encode(decoded, found)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["Latin-1", [0x61, 0xe9, 0x61]],
    ["one byte that is not ASCII", [0xe9]],
    ["a character that does not end", [0x61, 0xf0, 0x9f, 0x98]],
    ["UTF-16 without a byte order mark", [0x61, 0x00, 0x62, 0x00]],
    ["half of a surrogate pair", [0xff, 0xfe, 0x3d, 0xd8]],
    ["half of a UTF-16 unit", [0xff, 0xfe, 0x61]],
    ["a NUL", [0x61, 0x00]],
    ["gzip", [0x1f, 0x8b, 0x08, 0x00]],
  ])("rejects %s", (_, bytes) => {
    expect(() => decode(Buffer.from(bytes))).toThrow(NotTextError);
    expect(() => decode(Buffer.from(bytes), 1)).toThrow(NotTextError);
  });
});
