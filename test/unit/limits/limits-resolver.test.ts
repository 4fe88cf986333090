import { describe, expect, it } from "vitest";
import { LimitsResolver } from "../../../src/limits/limits-resolver.ts";

const MIN = 536870912;

describe("LimitsResolver", () => {
  it("resolves to the validated config", () => {
    const resolver = new LimitsResolver({ pinnedDeviceMemoryLimit: "8192M" }, MIN);
    expect(resolver.resolve()).toMatchObject({
      ok: true,
      value: { config: { pinnedDeviceMemoryLimit: 7812 * 2 ** 20 } },
      warnings: [{ code: "memory/rounded" }],
    });
  });

  it("resolves to the issues of an invalid config, by the given minimum", () => {
    const config = { pinnedDeviceMemoryLimit: "1Gi", activeThreadPercentage: 101 };
    expect(new LimitsResolver(config, 2 * MIN).resolve()).toMatchObject({
      ok: false,
      issues: [{ code: "threads/range" }],
    });
    expect(new LimitsResolver(config, 4 * MIN).resolve()).toMatchObject({
      ok: false,
      issues: [{ code: "threads/range" }, { code: "memory/too-small" }],
    });
    expect(new LimitsResolver(null, MIN).resolve()).toMatchObject({
      ok: false,
      issues: [{ code: "config/missing" }],
    });
  });

  it("reads its config at the first call, and only then", () => {
    let reads = 0;
    const config = {
      get activeThreadPercentage() {
        reads++;
        return 50;
      },
    };
    const resolver = new LimitsResolver(config, MIN);
    expect(reads).toBe(0);
    const first = resolver.resolve();
    const readsOnce = reads;
    expect(readsOnce).toBeGreaterThan(0);
    expect(resolver.resolve()).toBe(first);
    expect(reads).toBe(readsOnce);
  });
});
