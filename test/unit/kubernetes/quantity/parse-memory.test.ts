import { describe, expect, it } from "vitest";
import {
  type MemoryProblem,
  parseMemory,
} from "../../../../src/kubernetes/quantity/parse-memory.ts";

describe("parseMemory", () => {
  it.each<[input: number | string, bytes: bigint]>([
    [0, 0n],
    [-1, -1n],
    [1073741824, 1073741824n],
    ["1073741824", 1073741824n],
    ["1Gi", 1073741824n],
    ["1e3", 1000n],
    ["1.5", 1n],
    ["-1.5", -1n],
    ["9007199254740991", 9007199254740991n],
  ])("reads %j as %i bytes", (input, bytes) => {
    expect(parseMemory(input)).toBe(bytes);
  });

  it("reads a bigint as it is", () => {
    expect([0n, -1n, 9007199254740991n].map(parseMemory)).toEqual([0n, -1n, 9007199254740991n]);
  });

  it.each<[input: unknown, problem: MemoryProblem]>([
    [undefined, "memory/type"],
    [null, "memory/type"],
    [true, "memory/type"],
    [{}, "memory/type"],
    [Number.NaN, "memory/type"],
    [1.5, "memory/not-whole"],
    [Number.POSITIVE_INFINITY, "memory/not-whole"],
    [2 ** 53, "memory/unsafe-number"],
    ["1GB", "memory/syntax"],
    ["9007199254740992", "memory/too-large"],
    ["1e999999999", "memory/too-large"],
  ])("rejects %j with %s", (input, problem) => {
    expect(parseMemory(input)).toBe(problem);
  });

  it("rejects a bigint that no number can hold", () => {
    expect(parseMemory(2n ** 53n)).toBe("memory/too-large");
  });
});
