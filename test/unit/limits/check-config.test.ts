import { type Issue, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

function issues(input: unknown): readonly Issue[] {
  const result = validateMpsConfig(input);
  return result.ok ? [] : result.issues;
}

describe("checkConfig", () => {
  it("rounds memory down to whole MiB, and names both amounts that may have been meant", () => {
    expect(validateMpsConfig({ pinnedDeviceMemoryLimit: "8192M" })).toEqual({
      ok: true,
      value: { pinnedDeviceMemoryLimit: 7812 * 2 ** 20 },
      warnings: [
        {
          code: "memory/rounded",
          path: ["pinnedDeviceMemoryLimit"],
          message: "rounded down to a whole MiB: 8192000000 bytes become 7812Mi",
          hint: "write 8192Mi for binary units, or 7812Mi for the rounded value",
          suggestion: { value: "8192Mi" },
          received: '"8192M"',
        },
      ],
    });
  });

  it.each<[written: number | string, mebibytes: number, hint: string]>([
    ["1G", 953, "write 1Gi for binary units, or 953Mi for the rounded value"],
    [1_000_000_000, 953, "write 1Gi for binary units, or 953Mi for the rounded value"],
    ["1.5G", 1430, "write 1500Mi for binary units, or 1430Mi for the rounded value"],
    [536870913, 512, "write 512Mi"],
    ["1610612736.5", 1536, ""],
  ])("rounds %j down to %d MiB", (written, mebibytes, hint) => {
    const result = validateMpsConfig({ perDevicePinnedMemoryLimit: { "0": written } });
    expect(result).toMatchObject({
      ok: true,
      value: { perDevicePinnedMemoryLimit: { "0": mebibytes * 2 ** 20 } },
      warnings:
        hint === ""
          ? []
          : [{ code: "memory/rounded", path: ["perDevicePinnedMemoryLimit", "0"], hint }],
    });
  });

  describe("returns a canonical config that", () => {
    const result = validateMpsConfig({
      clientPriority: 1,
      perDevicePinnedMemoryLimit: { "10": "1Gi", "2": "2Gi" },
      pinnedDeviceMemoryLimit: "4Gi",
      activeThreadPercentage: 50,
    });
    const config = result.ok ? result.value : {};

    it("has its keys in a fixed order, whatever the order of the input", () => {
      expect(JSON.stringify(config)).toBe(
        '{"activeThreadPercentage":50,"pinnedDeviceMemoryLimit":4294967296,' +
          '"perDevicePinnedMemoryLimit":{"2":2147483648,"10":1073741824},"clientPriority":1}',
      );
    });

    it("is deeply frozen", () => {
      expect(Object.isFrozen(config)).toBe(true);
      expect(Object.isFrozen(config.perDevicePinnedMemoryLimit)).toBe(true);
    });

    it("is returned as the same object when validated again", () => {
      const again = validateMpsConfig(config);
      expect(again.ok && again.value).toBe(config);
    });

    it("survives a JSON round trip unchanged", () => {
      const stored: unknown = JSON.parse(JSON.stringify(config));
      expect(stored).toStrictEqual(config);
      expect(validateMpsConfig(stored)).toStrictEqual({ ok: true, value: config, warnings: [] });
    });

    it("shares nothing with the input, which is not frozen", () => {
      const input = { perDevicePinnedMemoryLimit: { "0": "1Gi" } };
      validateMpsConfig(input);
      expect(input).toStrictEqual({ perDevicePinnedMemoryLimit: { "0": "1Gi" } });
      expect(Object.isFrozen(input.perDevicePinnedMemoryLimit)).toBe(false);
    });
  });

  it("suggests a key for the first hundred unknown ones only", () => {
    const keys = Array.from({ length: 101 }, (_, index) => `clientPriority${index.toString(36)}`);
    const found = issues(Object.fromEntries(keys.map((key) => [key, 1])));
    expect([found[99]?.hint, found[100]?.hint].map((hint) => hint?.slice(0, 12))).toEqual([
      "did you mean",
      "the keys are",
    ]);
  });
});

describe("a record", () => {
  const apiVersion = "kube-mps.github.io/v1alpha1";
  const kind = "MpsConfig";

  it("has its limits below spec, and more metadata than a name", () => {
    const metadata = { name: "small", uid: "1", labels: {} };
    const spec = { pinnedDeviceMemoryLimit: "4Gi" };
    const value = { pinnedDeviceMemoryLimit: 4294967296 };
    const result = { ok: true, value, warnings: [] };
    expect(validateMpsConfig({ apiVersion, kind, metadata, spec })).toEqual(result);
    expect(validateMpsConfig({ $schema: "./schema.json", apiVersion, kind, spec })).toEqual(result);
  });

  it("has the paths of its problems below spec, the minimum among them", () => {
    const spec = {
      activeThreadPercentage: 101,
      pinnedDeviceMemoryLimit: "1Mi",
      perDevicePinnedMemoryLimit: { "0": "1.5Gi", "1": "1000M", x: 1 },
      threads: 5,
    };
    expect(issues({ apiVersion, kind, metadata: 5, specs: {}, spec })).toMatchObject([
      { code: "config/unknown-key", path: ["specs"], suggestion: { key: "spec" } },
      { code: "config/record", path: ["metadata"] },
      { code: "config/unknown-key", path: ["spec", "threads"] },
      { code: "threads/range", path: ["spec", "activeThreadPercentage"] },
      { code: "memory/too-small", path: ["spec", "pinnedDeviceMemoryLimit"] },
      { code: "device/key", path: ["spec", "perDevicePinnedMemoryLimit", "x"] },
    ]);
    const rounded = { pinnedDeviceMemoryLimit: "1G" };
    expect(validateMpsConfig({ apiVersion, kind, spec: rounded }).warnings).toMatchObject([
      { code: "memory/rounded", path: ["spec", "pinnedDeviceMemoryLimit"] },
    ]);
  });

  it.each([{}, { spec: null }, { spec: {} }])("needs limits: %j", (rest) => {
    expect(issues({ apiVersion, kind, ...rest })).toMatchObject([
      { code: "config/missing", path: ["spec"] },
    ]);
  });

  it("is of our kind and version, or nothing else is said of it", () => {
    const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [] } };
    expect(issues(pod)).toMatchObject([
      { code: "config/record", path: ["apiVersion"], suggestion: { value: apiVersion } },
      { code: "config/record", path: ["kind"], suggestion: { value: kind } },
    ]);
    expect(issues({ kind, spec: {} })).toMatchObject([
      { code: "config/record", path: ["apiVersion"] },
    ]);
  });
});

it("a config may name its JSON Schema, for editors", () => {
  const $schema = "./node_modules/kube-mps/schema.json";
  const value = { activeThreadPercentage: 50 };
  expect(validateMpsConfig({ $schema, activeThreadPercentage: 50 })).toMatchObject({ value });
  expect(issues({ $schema })).toMatchObject([{ code: "config/missing" }]);
});
