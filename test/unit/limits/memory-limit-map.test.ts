import { describe, expect, it } from "vitest";
import { formatMemoryLimitMap, parseMemoryLimitMap } from "../../../src/limits/memory-limit-map.ts";

describe("parseMemoryLimitMap", () => {
  it.each<[text: string, limits: [device: number, mebibytes: number][]]>([
    ["0=1024M", [[0, 1024]]],
    ["0=1024MB", [[0, 1024]]],
    ["0=1G", [[0, 1024]]],
    ["0=1GB", [[0, 1024]]],
    ["0=01G", [[0, 1024]]],
    [
      "0=1G,1=512MB",
      [
        [0, 1024],
        [1, 512],
      ],
    ],
    [
      "10=1M,2=2M",
      [
        [10, 1],
        [2, 2],
      ],
    ],
  ])("reads %j", (text, limits) => {
    expect(parseMemoryLimitMap(text)).toEqual(new Map(limits));
  });

  it.each(
    [
      ["1073741824", "8192MB", "", "0=", "=1G", "0=0M", "0=-1G", "0=1.5G", "0=1", "0=1K", "0=1Gi"],
      ["0=1G,", ",0=1G", "0=1G,,1=1G", "0 =1G", "0=1G, 1=1G", " 0=1G", "0=1G\n", "00=1G", "+0=1G"],
      ["0=1G,0=1G", "0=1G,0=2G", "0=9007199254740991M", "0=9999999999999999G", "a=1G", "0=1g"],
    ].flat(),
  )("reads %j as ignored by CUDA", (text) => {
    expect(parseMemoryLimitMap(text)).toBe("ignored");
  });

  it.each([
    "GPU-3f2a77c1-0c5e-11ef-9262-0242ac120002=1G",
    "0=1G,GPU-3f2a77c1=1G",
    "MIG-GPU-3f2a77c1/1/0=1G",
  ])("reads %j, which names a device by UUID, as incomparable", (text) => {
    expect(parseMemoryLimitMap(text)).toBe("incomparable");
  });

  it("reads what formatMemoryLimitMap writes, devices in ascending order", () => {
    const limits = new Map([
      [10, 512],
      [0, 1024],
      [2, 2048],
    ]);
    const text = formatMemoryLimitMap(limits);
    expect(text).toBe("0=1024M,2=2048M,10=512M");
    expect(parseMemoryLimitMap(text)).toEqual(limits);
  });
});
