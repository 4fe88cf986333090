import { describe, expect, it } from "vitest";
import { type MemoryLimitMap, parseMemoryLimitMap } from "../../../src/limits/memory-limit-map.ts";
import type { MpsEntry } from "../../../src/limits/mps-entries.ts";
import { isSameLimit, type ParsedLimit, parseEnvItem } from "../../../src/limits/parsed-limit.ts";
import { MEMORY, PRIORITY, THREADS } from "../../helpers/manifests.ts";

/** An existing value of a variable, read. */
const existing = (name: string, value: string) => parseEnvItem({ name, value });

/** Entries to be written, as `mpsEntries` makes them. */
const threads = (value: string): MpsEntry => ({ name: THREADS, value });
const memory = (value: string): MpsEntry => ({
  name: MEMORY,
  value,
  memory: parseMemoryLimitMap(value) as MemoryLimitMap,
});

describe("parseEnvItem", () => {
  it("reads a memory limit as MiB by device", () => {
    expect(existing(MEMORY, "0=1G,1=512M")).toEqual({
      memory: new Map([
        [0, 1024],
        [1, 512],
      ]),
    });
  });

  it.each<[item: object, limit: ParsedLimit]>([
    [{ name: MEMORY, value: "1G" }, "ignored"],
    [{ name: MEMORY, value: "GPU-3f2a=1G" }, "incomparable"],
    [{ name: THREADS, value: "50" }, { number: 50 }],
    [{ name: THREADS, value: "33.5" }, { number: 33.5 }],
    [{ name: THREADS, value: "100.5" }, "ignored"],
    [{ name: THREADS, value: "1e1" }, "ignored"],
    [{ name: PRIORITY, value: "1" }, { number: 1 }],
    [{ name: PRIORITY, value: "01" }, "ignored"],
    [{ name: THREADS, value: 50 }, "ignored"],
    [{ name: THREADS }, "ignored"],
    [{ name: THREADS, value: "$(T)" }, "incomparable"],
    [{ name: THREADS, valueFrom: {} }, "incomparable"],
    [{ name: THREADS, value: "50", valueFrom: null }, { number: 50 }],
  ])("reads %j as %j", (item, limit) => {
    expect(parseEnvItem(item as Record<string, unknown>)).toEqual(limit);
  });
});

describe("isSameLimit", () => {
  it.each<[there: string, wanted: string, same: boolean]>([
    ["0=1G", "0=1024M", true],
    ["0=512M", "0=1024M", false],
    ["0=1024M,1=1024M", "0=1024M", false],
    ["1=1024M", "0=1024M", false],
    ["1024", "0=1024M", false],
    ["GPU-3f2a=1024M", "0=1024M", false],
  ])("compares memory of %s and %s: %s", (there, wanted, same) => {
    expect(isSameLimit(existing(MEMORY, there), memory(wanted))).toBe(same);
  });

  it.each<[there: string, wanted: string, same: boolean]>([
    ["50", "50", true],
    ["50.0", "50", true],
    ["50.5", "50", false],
    ["0", "100", true],
    ["100", "50", false],
    ["half", "50", false],
    ["$(T)", "50", false],
  ])("compares %s and %s percent of the threads: %s", (there, wanted, same) => {
    expect(isSameLimit(existing(THREADS, there), threads(wanted))).toBe(same);
  });
});
