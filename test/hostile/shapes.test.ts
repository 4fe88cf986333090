import { injectGpuConfig, isGpuWorkload, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, pod, THREADS } from "../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = { name: THREADS, value: "50" };

describe("a sparse array", () => {
  it("of containers is injected, with a warning for each hole", () => {
    const object = pod();
    const containers: unknown[] = [];
    containers[2] = gpuContainer();
    object.spec["containers"] = containers;
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.containers.map(({ path }) => path)).toEqual([
      ["spec", "containers", 2],
    ]);
    expect(result.warnings.map(({ path, message }) => [path[2], message])).toEqual([
      [0, "this field is missing"],
      [1, "this field is missing"],
    ]);
    const after = result.ok ? (result.value.object.spec["containers"] as unknown[]) : [];
    expect([0 in after, 1 in after, 2 in after]).toEqual([false, false, true]);
  });

  it("of env entries is injected", () => {
    const env: unknown[] = [];
    env[3] = { name: THREADS, value: "9" };
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    expect(result.ok && result.value.object.spec["containers"]).toEqual([
      gpuContainer({ env: [undefined, undefined, undefined, ENV] }),
    ]);
  });
});

describe("injection accepts", () => {
  it.each([Object.seal, Object.freeze, Object.preventExtensions])(
    "an object locked by %o",
    (lock) => {
      const container = lock(gpuContainer({ env: lock([lock({ name: THREADS, value: "9" })]) }));
      const object = lock({ ...pod(), spec: lock({ containers: lock([container]) }) });
      const result = injectGpuConfig(object, CONFIG);
      expect(result.ok && result.value.object.spec).toEqual({
        containers: [gpuContainer({ env: [ENV] })],
      });
    },
  );

  it("a frozen instance of a class", () => {
    class Spec {
      containers = [gpuContainer()];
    }
    const object = Object.freeze({ ...pod(), spec: Object.freeze(new Spec()) });
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.object.spec).toBeInstanceOf(Spec);
  });
});

describe("a quantity with a huge exponent", () => {
  it.each([
    "1e999999999",
    "1E-999999999",
    "9".repeat(64),
    "1e+99999999999999999999",
    "0e999999999",
  ])("is read without computing it: %s", (quantity) => {
    const none = quantity.startsWith("0");
    expect(isGpuWorkload(pod(gpuContainer({}, quantity)))).toBe(!none);
    expect(injectGpuConfig(pod(gpuContainer({}, quantity)), CONFIG).ok).toBe(none);
    expect(validateMpsConfig({ pinnedDeviceMemoryLimit: quantity }).ok).toBe(false);
  });
});

describe("a string with", () => {
  it.each([
    ["a lone surrogate", "\ud800"],
    ["NULs", "a\u0000b"],
    ["line separators", "a\u2028b\u2029c"],
    ["direction marks", "\u202ea"],
    ["an escape sequence", "\u001b[31m"],
  ])("%s is kept as it is, and escaped in warnings", (_, text) => {
    const env = [
      { name: text, value: text },
      { name: THREADS, value: text },
    ];
    const object = pod(gpuContainer({ name: text, env, [text]: text }));
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.object).toEqual(
      pod(gpuContainer({ name: text, env: [env[0], ENV], [text]: text })),
    );
    const shown = result.warnings.map(({ received = "", message }) => received + message).join("");
    expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(shown).toContain("\\");
  });
});

it("unusual objects are read like any other", () => {
  class Odd extends Array {}
  const object = { ...pod(), spec: { containers: Odd.from([gpuContainer()]) } };
  const result = injectGpuConfig(object, CONFIG);
  expect(result.ok && result.value.object.spec.containers[0]).toEqual(gpuContainer({ env: [ENV] }));
  for (const odd of [new Date(0), /x/, new Error("x"), Object(1)]) {
    expect(injectGpuConfig(odd as object, CONFIG)).toMatchObject({ ok: true });
    expect(isGpuWorkload(odd)).toBe(false);
  }
});
