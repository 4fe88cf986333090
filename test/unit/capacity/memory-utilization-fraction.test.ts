import fc from "fast-check";
import { unwrap } from "kube-mps";
import { type MemoryUtilizationInput, memoryUtilizationFraction } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";
import { runs } from "../../helpers/properties.ts";

describe("memoryUtilizationFraction", () => {
  it.each([
    [{ limitMiB: 20_480, totalMiB: 81_559 }, 0.24],
    [{ limitMiB: 57_344, totalMiB: 81_920 }, 0.69],
    [{ limitMiB: 57_344, totalMiB: 81_920, contextMiB: 4096 }, 0.65],
    [{ limitMiB: 81_920, totalMiB: 81_920, contextMiB: 0 }, 1],
    [{ limitMiB: 2900, totalMiB: 10_000, contextMiB: 0 }, 0.29],
  ])("of %j is %d", (input, expected) => {
    expect(memoryUtilizationFraction(input)).toEqual({ ok: true, value: expected, warnings: [] });
  });

  it.each<[Partial<MemoryUtilizationInput>, string]>([
    [{ limitMiB: 81_921, totalMiB: 81_920 }, "capacity/too-large limitMiB"],
    [{ limitMiB: 1024, totalMiB: 81_920 }, "capacity/value limitMiB"],
    [{ limitMiB: 512, totalMiB: 81_920 }, "capacity/value limitMiB"],
    [{ limitMiB: 1024 }, "capacity/value totalMiB"],
    [{ limitMiB: 1.5, totalMiB: 81_920 }, "capacity/value limitMiB"],
    [{ limitMiB: 4096, totalMiB: 81_920, contextMiB: -1 }, "capacity/value contextMiB"],
    [{ limitMiB: 4096, totalMiB: 81_920, context: 1 } as never, "capacity/unknown-key context"],
  ])("fails for %j", (input, expected) => {
    const result = memoryUtilizationFraction(input as MemoryUtilizationInput);
    const found = result.ok
      ? []
      : result.issues.map(({ code, path }) => `${code} ${path.join(" ")}`);
    expect(found).toEqual([expected]);
  });

  it("never reserves more than the limit leaves", () => {
    const memory = fc.integer({ min: 1024, max: 300_000 });
    fc.assert(
      fc.property(memory, memory, (limitMiB, totalMiB) => {
        const result = memoryUtilizationFraction({ limitMiB, totalMiB });
        fc.pre(result.ok);
        const hundredths = Math.round(unwrap(result) * 100);
        expect(hundredths * totalMiB).toBeLessThanOrEqual((limitMiB - 512) * 100);
        expect((hundredths + 1) * totalMiB).toBeGreaterThan((limitMiB - 512) * 100);
      }),
      runs(300),
    );
  });
});
