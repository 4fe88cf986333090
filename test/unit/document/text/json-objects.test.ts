import { describe, expect, it } from "vitest";
import { isJsonObject, JsonObjectEnd } from "../../../../src/document/text/json-objects.ts";

describe("isJsonObject", () => {
  it.each(["{}", '{"a": 1}', ' \n\t{\r\n"a', "\uFEFF{}"])("%j begins one", (text) => {
    expect(isJsonObject(text, 0)).toBe(true);
  });

  it.each(["", "{", "{a: 1}", "{{ if }}", "[]", "a", "# {}"])("%j does not", (text) => {
    expect(isJsonObject(text, 0)).toBe(false);
  });

  it("looks at what follows an offset, where a byte order mark is text", () => {
    expect(isJsonObject("{} {}", 2)).toBe(true);
    expect(isJsonObject("{}\uFEFF{}", 2)).toBe(false);
  });
});

describe("JsonObjectEnd", () => {
  const texts = [
    "{}",
    '{"a":[{"b":1}]}',
    '{"a":"}"}',
    '{"a":"\\"}"}',
    '{"a":"\\\\"}',
    '{"a":"\\\\\\"{"}',
    '{"":""}',
  ];

  it.each(texts)("finds the end of %s", (text) => {
    const whole = `${text}{"b":1}`;
    expect(new JsonObjectEnd().find(whole, 0, whole.length)).toBe(text.length);
  });

  it.each(texts)("finds the end of %s in two parts, wherever it is cut", (text) => {
    for (let cut = 1; cut < text.length; cut++) {
      const end = new JsonObjectEnd();
      expect(end.find(text.slice(0, cut), 0, cut)).toBe(-1);
      expect(end.find(`${text.slice(cut)}}"`, 0, text.length - cut + 2)).toBe(text.length - cut);
    }
  });

  it.each(texts)("finds the end of %s unit by unit", (text) => {
    const end = new JsonObjectEnd();
    const ends = text.split("").map((unit) => end.find(unit, 0, 1));
    expect(ends).toEqual([...Array(text.length - 1).fill(-1), 1]);
  });

  it("does not look beyond a limit", () => {
    expect(new JsonObjectEnd().find('{"a":1}', 0, 6)).toBe(-1);
    expect(new JsonObjectEnd().find('{"a":"b"}', 0, 7)).toBe(-1);
  });
});
