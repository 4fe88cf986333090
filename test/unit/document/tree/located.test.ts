import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import {
  dereference,
  endOf,
  itemsOf,
  type LocatedMap,
  mergeSources,
} from "../../../../src/document/tree/located.ts";

const TEXT = "a: &a {x: 1}\nb: *a\nc:\n- 1\n-\nd:\n<<: [*a, {z: 2}]\n";

function entries() {
  return (readDocument(TEXT).tree as LocatedMap).entries;
}

describe("a located tree", () => {
  it("has items and entries that end with their values", () => {
    expect(entries().map((entry) => TEXT.slice(entry.start, endOf(entry)))).toEqual([
      "a: &a {x: 1}",
      "b: *a",
      "c:\n- 1\n-",
      "d:",
      "<<: [*a, {z: 2}]",
    ]);
    const list = entries()[2]?.value;
    expect(list?.type === "list" && itemsOf(list).map(endOf)).toEqual([
      TEXT.indexOf("- 1") + 3,
      TEXT.indexOf("-\nd") + 1,
    ]);
  });

  it("has aliases that lead to their node", () => {
    const [a, b] = entries();
    expect(dereference(b?.value)).toBe(a?.value);
    expect(dereference(a?.value)).toBe(a?.value);
    expect(dereference(undefined)).toBeUndefined();
  });

  it("has merges of maps, the one that wins last", () => {
    const [a, b, c, d, merge] = entries() as [never, never, never, never, never];
    const keys = (mergeSources(merge) ?? []).map((map) => map.entries.map(({ key }) => key));
    expect(keys).toEqual([["z"], ["x"]]);
    expect(mergeSources(a)?.[0]).toBe(mergeSources(b)?.[0]);
    expect([mergeSources(c), mergeSources(d)]).toEqual([undefined, undefined]);
  });
});
