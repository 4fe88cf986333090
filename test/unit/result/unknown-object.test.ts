import { describe, expect, it } from "vitest";
import { isObject, isRecord } from "../../../src/result/unknown-object.ts";

class Point {
  x = 1;
}

const RECORDS: [name: string, value: unknown][] = [
  ["a literal", {}],
  ["an object without a prototype", Object.create(null)],
  ["an instance of a class", new Point()],
];
const OTHER_OBJECTS: [name: string, value: unknown][] = [
  ["a Map", new Map()],
  ["a Set", new Set()],
  ["a Date", new Date(0)],
];
const OTHERS: [name: string, value: unknown][] = [
  ["null", null],
  ["undefined", undefined],
  ["an array", []],
  ["a string", "a"],
  ["a number", 1],
  ["a function", () => 1],
];

describe("isObject", () => {
  it.each([...RECORDS, ...OTHER_OBJECTS])("is true for %s", (_name, value) => {
    expect(isObject(value)).toBe(true);
  });

  it.each(OTHERS)("is false for %s", (_name, value) => {
    expect(isObject(value)).toBe(false);
  });
});

describe("isRecord", () => {
  it.each(RECORDS)("is true for %s", (_name, value) => {
    expect(isRecord(value)).toBe(true);
  });

  it.each([...OTHER_OBJECTS, ...OTHERS])("is false for %s", (_name, value) => {
    expect(isRecord(value)).toBe(false);
  });
});
