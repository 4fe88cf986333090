import { describe, expect, it } from "vitest";
import { readGpuQuantity } from "../../../../src/kubernetes/gpu/gpu-quantity.ts";

/** Neither provably zero nor a whole number. */
const UNKNOWN: unknown[] = [
  ...[-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, true, false, {}, [], ["1"], 1n],
  ...["", " ", "-1", "1.5", "1n", "500m", "$GPUS", "${N}", "{{ .gpus }}", "one", "1e30", "1 1"],
];

describe("readGpuQuantity", () => {
  it.each<[written: unknown, gpus: number]>([
    [undefined, 0],
    [null, 0],
    [0, 0],
    ["0", 0],
    ["0.0", 0],
    ["-0", 0],
    [1, 1],
    ["1", 1],
    [" 1 ", 1],
    ["\t2\n", 2],
    ["1e0", 1],
    ["1000m", 1],
    ["2k", 2000],
    ["1Ki", 1024],
    ["08", 8],
  ])("reads %j as %d", (written, gpus) => {
    expect(readGpuQuantity(written) + 0).toBe(gpus);
  });

  it.each(UNKNOWN.map((written) => ({ written })))("reads $written as NaN", ({ written }) => {
    expect(readGpuQuantity(written)).toBeNaN();
  });
});
