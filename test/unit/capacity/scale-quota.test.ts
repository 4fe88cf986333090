import fc from "fast-check";
import { unwrap } from "kube-mps";
import { type QuotaPolicy, type QuotaState, type ScaledQuota, scaleQuota } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";
import { runs } from "../../helpers/properties.ts";

const POLICY = { min: 8, max: 48 };

describe("scaleQuota", () => {
  it.each<[QuotaState, QuotaPolicy, ScaledQuota]>([
    [{ quota: 40, demand: 44 }, POLICY, { quota: 44, change: 4, because: "demand" }],
    [{ quota: 40, demand: 40 }, POLICY, { quota: 40, change: 0, because: "demand" }],
    [{ quota: 40, demand: 52 }, POLICY, { quota: 48, change: 8, because: "max" }],
    [{ quota: 40, demand: 36 }, POLICY, { quota: 40, change: 0, because: "hysteresis" }],
    [{ quota: 40, demand: 35 }, POLICY, { quota: 35, change: -5, because: "demand" }],
    [{ quota: 40, demand: 0 }, POLICY, { quota: 8, change: -32, because: "min" }],
    [{ quota: 40, demand: 10, used: 30 }, POLICY, { quota: 30, change: -10, because: "used" }],
    [{ quota: 60, demand: 58 }, POLICY, { quota: 48, change: -12, because: "max" }],
    [
      { quota: 40, demand: 39 },
      { ...POLICY, hysteresis: 0 },
      { quota: 39, change: -1, because: "demand" },
    ],
    [
      { quota: -0, demand: -0 },
      { min: -0, max: 0 },
      { quota: 0, change: 0, because: "demand" },
    ],
    // 0.29 x 100 is 28.999999999999996 as a floating-point number.
    [
      { quota: 100, demand: 71 },
      { min: 0, max: 100, hysteresis: 0.29 },
      { quota: 100, change: 0, because: "hysteresis" },
    ],
  ])("of %j with %j is %j", (state, policy, expected) => {
    expect(scaleQuota(state, policy)).toEqual({ ok: true, value: expected, warnings: [] });
  });

  it.each<[object, object, string[]]>([
    [{ quota: -1, demand: Number.NaN }, POLICY, ["state quota", "state demand"]],
    [{ quota: 1, demand: 1, used: 0.5 }, POLICY, ["state used"]],
    [{ quota: 1, demand: 1 }, { min: 2, max: 1 }, ["policy max"]],
    [{ quota: 1, demand: 1 }, { min: 2, max: 3, hysteresis: 1.5 }, ["policy hysteresis"]],
    [{ quota: 1, demand: 1 }, { max: 3 }, ["policy min"]],
  ])("fails for %j with %j", (state, policy, expected) => {
    const result = scaleQuota(state as QuotaState, policy as QuotaPolicy);
    const found = result.ok
      ? []
      : result.issues.map(({ code, path }) => `${code} ${path.join(" ")}`);
    expect(found).toEqual(expected.map((path) => `capacity/value ${path}`));
  });

  it("does not know other keys", () => {
    expect(scaleQuota({ quota: 1, demand: 1, limits: 1 } as never, POLICY)).toMatchObject({
      issues: [{ code: "capacity/unknown-key", path: ["state", "limits"] }],
    });
  });

  const amount = fc.nat(1000);
  const policies = fc.tuple(amount, amount, fc.double({ min: 0, max: 1, noNaN: true })).map(
    ([a, b, hysteresis]): QuotaPolicy => ({
      min: Math.min(a, b),
      max: Math.max(a, b),
      hysteresis,
    }),
  );

  it("gives no less for more demand, a whole number within the bounds", () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, policies, (quota, demand, plus, used, policy) => {
        const next = unwrap(scaleQuota({ quota, demand, used }, policy)).quota;
        const more = unwrap(scaleQuota({ quota, demand: demand + plus, used }, policy)).quota;
        expect(more).toBeGreaterThanOrEqual(next);
        expect(Number.isInteger(next)).toBe(true);
        expect(next).toBeGreaterThanOrEqual(policy.min);
        expect(next).toBeLessThanOrEqual(policy.max);
      }),
      runs(300),
    );
  });

  it("changes at most once while demand stays within the hysteresis", () => {
    const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(amount, policies, parts, (demand, policy, parts) => {
        const start = unwrap(scaleQuota({ quota: 0, demand }, policy)).quota;
        const band = Math.floor(start * (policy.hysteresis ?? 0));
        for (const part of parts) {
          const within = start - Math.floor(part * band);
          expect(unwrap(scaleQuota({ quota: start, demand: within }, policy)).quota).toBe(start);
        }
      }),
      runs(300),
    );
  });

  it("is settled after one step", () => {
    fc.assert(
      fc.property(amount, amount, amount, policies, (quota, demand, used, policy) => {
        const next = unwrap(scaleQuota({ quota, demand, used }, policy)).quota;
        expect(unwrap(scaleQuota({ quota: next, demand, used }, policy)).change).toBe(0);
      }),
      runs(300),
    );
  });
});
