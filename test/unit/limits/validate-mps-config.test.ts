import { compileOptions, type Issue, type MpsConfig, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

const MIN = 536870912;

/** What a result comes to: codes at paths, or the value. */
function outcome(input: unknown, minMemory?: number | string): unknown {
  const result = validateMpsConfig(input, minMemory === undefined ? undefined : { minMemory });
  return result.ok ? result.value : result.issues.map(at);
}

function at({ code, path }: Issue): string {
  return `${code} ${path.join("/")}`.trim();
}

function issues(input: unknown): readonly Issue[] {
  const result = validateMpsConfig(input);
  return result.ok ? [] : result.issues;
}

describe("accepts", () => {
  it.each<[input: unknown, config: MpsConfig]>([
    [{ activeThreadPercentage: 80 }, { activeThreadPercentage: 80 }],
    [{ activeThreadPercentage: 0 }, { activeThreadPercentage: 0 }],
    [{ activeThreadPercentage: 100 }, { activeThreadPercentage: 100 }],
    [{ pinnedDeviceMemoryLimit: MIN }, { pinnedDeviceMemoryLimit: MIN }],
    [{ pinnedDeviceMemoryLimit: "512Mi" }, { pinnedDeviceMemoryLimit: MIN }],
    [{ pinnedDeviceMemoryLimit: "0.5Gi" }, { pinnedDeviceMemoryLimit: MIN }],
    [{ pinnedDeviceMemoryLimit: 1073741824 }, { pinnedDeviceMemoryLimit: 1073741824 }],
    [{ pinnedDeviceMemoryLimit: "1073741824" }, { pinnedDeviceMemoryLimit: 1073741824 }],
    [{ pinnedDeviceMemoryLimit: "1Gi" }, { pinnedDeviceMemoryLimit: 1073741824 }],
    [{ pinnedDeviceMemoryLimit: "1024Mi" }, { pinnedDeviceMemoryLimit: 1073741824 }],
    [{ clientPriority: 0 }, { clientPriority: 0 }],
    [{ clientPriority: 1 }, { clientPriority: 1 }],
    [
      { perDevicePinnedMemoryLimit: { "1": "2Gi", "0": 1073741824 } },
      { perDevicePinnedMemoryLimit: { "0": 1073741824, "1": 2147483648 } },
    ],
    [
      { pinnedDeviceMemoryLimit: "1Gi", activeThreadPercentage: undefined },
      { pinnedDeviceMemoryLimit: 1073741824 },
    ],
    [{ perDevicePinnedMemoryLimit: {}, activeThreadPercentage: 1 }, { activeThreadPercentage: 1 }],
    [Object.assign(Object.create(null), { clientPriority: 1 }), { clientPriority: 1 }],
  ])("%o", (input, config) => {
    expect(validateMpsConfig(input)).toEqual({ ok: true, value: config, warnings: [] });
  });

  it("a bigint", () => {
    expect(outcome({ pinnedDeviceMemoryLimit: 1073741824n })).toEqual({
      pinnedDeviceMemoryLimit: 1073741824,
    });
  });

  it.each(["9007199254740991", 9007199254740991n])("%o, the most that a number holds", (limit) => {
    expect(outcome({ pinnedDeviceMemoryLimit: limit })).toEqual({
      pinnedDeviceMemoryLimit: 9007199254740991 - (2 ** 20 - 1),
    });
  });

  it("an instance of a class", () => {
    class Limits {
      activeThreadPercentage = 50;
    }
    expect(outcome(new Limits())).toEqual({ activeThreadPercentage: 50 });
  });

  it("-0 as 0, which JSON gives back", () => {
    expect(outcome({ activeThreadPercentage: -0, clientPriority: -0 })).toStrictEqual({
      activeThreadPercentage: 0,
      clientPriority: 0,
    });
  });
});

describe("refuses", () => {
  it.each<[input: unknown, found: string[]]>([
    [null, ["config/missing"]],
    [undefined, ["config/missing"]],
    [{}, ["config/missing"]],
    [{ activeThreadPercentage: undefined, clientPriority: undefined }, ["config/missing"]],
    [{ perDevicePinnedMemoryLimit: {} }, ["config/missing"]],
    ["50", ["config/type"]],
    ["", ["config/type"]],
    [50, ["config/type"]],
    [true, ["config/type"]],
    [[], ["config/type"]],
    [[{ activeThreadPercentage: 50 }], ["config/type"]],
    [() => ({}), ["config/type"]],
    [new Map([["activeThreadPercentage", 50]]), ["config/type"]],
    [new Set(), ["config/type"]],
    [new Date(0), ["config/type"]],
    [{ threadPercentage: 50 }, ["config/unknown-key threadPercentage"]],
    [
      { threadPercentage: 50, activeThreadPercentage: 101 },
      ["config/unknown-key threadPercentage", "threads/range activeThreadPercentage"],
    ],
    [JSON.parse('{"__proto__": {"activeThreadPercentage": 50}}'), ["config/unknown-key __proto__"]],
    [JSON.parse('{"constructor": 1}'), ["config/unknown-key constructor"]],
    [{ activeThreadPercentage: 101 }, ["threads/range activeThreadPercentage"]],
    [{ activeThreadPercentage: -1 }, ["threads/range activeThreadPercentage"]],
    [{ activeThreadPercentage: 50.5 }, ["threads/not-whole activeThreadPercentage"]],
    [{ activeThreadPercentage: Number.NaN }, ["threads/type activeThreadPercentage"]],
    [{ activeThreadPercentage: "50" }, ["threads/type activeThreadPercentage"]],
    [{ activeThreadPercentage: null }, ["threads/type activeThreadPercentage"]],
    [{ activeThreadPercentage: [50] }, ["threads/type activeThreadPercentage"]],
    [{ pinnedDeviceMemoryLimit: 536870911 }, ["memory/too-small pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "536870911" }, ["memory/too-small pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "512M" }, ["memory/too-small pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: 0 }, ["memory/too-small pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: -1 }, ["memory/too-small pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "-1Gi" }, ["memory/too-small pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "1GB" }, ["memory/syntax pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "4 Gi" }, ["memory/syntax pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "0=1G" }, ["memory/syntax pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "" }, ["memory/syntax pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "1e999999999" }, ["memory/too-large pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "9007199254740992" }, ["memory/too-large pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: "16E" }, ["memory/too-large pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: 1.5 }, ["memory/not-whole pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: 2 ** 53 }, ["memory/unsafe-number pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: Number.NaN }, ["memory/type pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: null }, ["memory/type pinnedDeviceMemoryLimit"]],
    [{ pinnedDeviceMemoryLimit: {} }, ["memory/type pinnedDeviceMemoryLimit"]],
    [{ perDevicePinnedMemoryLimit: [] }, ["device/key perDevicePinnedMemoryLimit"]],
    [{ perDevicePinnedMemoryLimit: "0=1G" }, ["device/key perDevicePinnedMemoryLimit"]],
    [{ perDevicePinnedMemoryLimit: null }, ["device/key perDevicePinnedMemoryLimit"]],
    [
      { perDevicePinnedMemoryLimit: new Map([["0", "4Gi"]]), activeThreadPercentage: 50 },
      ["device/key perDevicePinnedMemoryLimit"],
    ],
    [
      { perDevicePinnedMemoryLimit: { "GPU-3f2a": "1Gi", "01": "1Gi", "-1": "1Gi", "0": "1Mi" } },
      [
        "memory/too-small perDevicePinnedMemoryLimit/0",
        "device/key perDevicePinnedMemoryLimit/GPU-3f2a",
        "device/key perDevicePinnedMemoryLimit/01",
        "device/key perDevicePinnedMemoryLimit/-1",
      ],
    ],
    [
      { perDevicePinnedMemoryLimit: JSON.parse('{"__proto__": "1Gi"}') },
      ["device/key perDevicePinnedMemoryLimit/__proto__"],
    ],
    [{ clientPriority: 2 }, ["priority/value clientPriority"]],
    [{ clientPriority: "1" }, ["priority/value clientPriority"]],
    [{ clientPriority: null }, ["priority/value clientPriority"]],
  ])("%o", (input, found) => {
    expect(outcome(input)).toEqual(found);
  });

  it("bigints out of range", () => {
    expect(outcome({ pinnedDeviceMemoryLimit: 1n })).toEqual([
      "memory/too-small pinnedDeviceMemoryLimit",
    ]);
    expect(outcome({ pinnedDeviceMemoryLimit: 2n ** 53n })).toEqual([
      "memory/too-large pinnedDeviceMemoryLimit",
    ]);
    expect(outcome({ pinnedDeviceMemoryLimit: -(10n ** 100_000n) })).toEqual([
      "memory/too-small pinnedDeviceMemoryLimit",
    ]);
  });

  it("a cyclic object, key by key", () => {
    const cyclic: Record<string, unknown> = { activeThreadPercentage: 50 };
    cyclic["self"] = cyclic;
    cyclic["pinnedDeviceMemoryLimit"] = cyclic;
    expect(outcome(cyclic)).toEqual([
      "config/unknown-key self",
      "memory/type pinnedDeviceMemoryLimit",
    ]);
  });

  it("with the whole issue: what, where, and what to write instead", () => {
    expect(issues({ threadPercentage: 50 })).toEqual([
      {
        code: "config/unknown-key",
        path: ["threadPercentage"],
        message: 'unknown key "threadPercentage"',
        hint: "did you mean activeThreadPercentage?",
        received: "50",
      },
    ]);
    expect(issues(undefined)).toEqual([
      {
        code: "config/missing",
        path: [],
        message: "MPS config is required",
        hint: 'add at least one limit, such as { "pinnedDeviceMemoryLimit": "4Gi" }',
        received: "undefined",
      },
    ]);
    expect(issues({ pinnedDeviceMemoryLimit: 536870911 })).toEqual([
      {
        code: "memory/too-small",
        path: ["pinnedDeviceMemoryLimit"],
        message: "the memory limit must be at least 512Mi (536870912 bytes)",
        hint: 'write "512Mi" or more',
        received: "536870911",
      },
    ]);
  });

  it.each<[input: unknown, hint: RegExp]>([
    [{ pinnedDeviceMemoryLimit: "1GB" }, /^write 1Gi or 1G$/],
    [{ pinnedDeviceMemoryLimit: "4 Gi" }, /^write 4Gi$/],
    [{ pinnedDeviceMemoryLimit: "512M" }, /^write 512Mi:/],
    // With a binary suffix these would be too small as well.
    [{ pinnedDeviceMemoryLimit: "4M" }, /^write "512Mi" or more$/],
    [{ pinnedDeviceMemoryLimit: "0.2G" }, /^write "512Mi" or more$/],
    [{ pinnedDeviceMemoryLimit: 4096 }, /write "4096Mi" or "4096Gi"/],
    [{ pinnedDeviceMemoryLimit: 4096n }, /write "4096Mi" or "4096Gi"/],
    [{ pinnedDeviceMemoryLimit: "8" }, /write "8Mi" or "8Gi"/],
    [{ pinnedDeviceMemoryLimit: 2 ** 53 }, /string or a bigint/],
    [{ activeThreadPercentage: "50" }, /write 50 without quotes/],
    [{ activeThreadPercentage: true }, /^write a whole number/],
    [{ activeThreadPercentage: [50] }, /^write a whole number/],
    [{ activeThreadPercentage: "50%" }, /^write a whole number/],
    [{ activeThreadPercentage: "~50" }, /^write a whole number/],
    [{ activeThreadPercentage: "half" }, /^write a whole number/],
    [{ activeThreadPercentage: "GPU-3f2a" }, /^write a whole number/],
    [{ clientPriority: "1" }, /^write 0 for normal/],
    [{ perDevicePinnedMemoryLimit: { "GPU-3f2a": "1Gi" } }, /UUIDs differ from node to node/],
    [{ perDevicePinnedMemoryLimit: { first: "1Gi" } }, /^write "0" for the first visible GPU$/],
    [{ perDevicePinnedMemoryLimit: { "my-GPU-0": "1Gi" } }, /^write "0" for the first/],
    [{ wholly: 1 }, /^the keys are activeThreadPercentage, /],
  ])("%o with a hint like %s", (input, hint) => {
    expect(issues(input)[0]?.hint).toMatch(hint);
  });
});

describe("rounds memory down to whole MiB and says so", () => {
  it("with both things that may have been meant", () => {
    expect(validateMpsConfig({ pinnedDeviceMemoryLimit: "8192M" })).toEqual({
      ok: true,
      value: { pinnedDeviceMemoryLimit: 7812 * 2 ** 20 },
      warnings: [
        {
          code: "memory/rounded",
          path: ["pinnedDeviceMemoryLimit"],
          message: "rounded down to a whole MiB: 8192000000 bytes become 7812Mi",
          hint: "write 8192Mi for binary units, or 7812Mi for the rounded value",
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
  ])("%j is %d MiB", (written, mebibytes, hint) => {
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
});

describe("the canonical config", () => {
  const result = validateMpsConfig({
    clientPriority: 1,
    perDevicePinnedMemoryLimit: { "10": "1Gi", "2": "2Gi" },
    pinnedDeviceMemoryLimit: "4Gi",
    activeThreadPercentage: 50,
  });
  const config = result.ok ? result.value : {};

  it("has its keys in a fixed order, whatever the input's", () => {
    expect(JSON.stringify(config)).toBe(
      '{"activeThreadPercentage":50,"pinnedDeviceMemoryLimit":4294967296,' +
        '"perDevicePinnedMemoryLimit":{"2":2147483648,"10":1073741824},"clientPriority":1}',
    );
  });

  it("is frozen through", () => {
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.perDevicePinnedMemoryLimit)).toBe(true);
  });

  it("is its own canonical form, and comes back as the same object", () => {
    const again = validateMpsConfig(config);
    expect(again.ok && again.value).toBe(config);
  });

  it("survives a JSON round trip unchanged", () => {
    const stored: unknown = JSON.parse(JSON.stringify(config));
    expect(stored).toStrictEqual(config);
    expect(validateMpsConfig(stored)).toStrictEqual({ ok: true, value: config, warnings: [] });
  });

  it("leaves the input alone", () => {
    const input = { perDevicePinnedMemoryLimit: { "0": "1Gi" } };
    validateMpsConfig(input);
    expect(input).toStrictEqual({ perDevicePinnedMemoryLimit: { "0": "1Gi" } });
    expect(Object.isFrozen(input.perDevicePinnedMemoryLimit)).toBe(false);
  });
});

describe("minMemory", () => {
  it.each<[minMemory: number | string, limit: number | string, found: unknown]>([
    ["1Gi", "1Gi", { pinnedDeviceMemoryLimit: 2 ** 30 }],
    ["1Gi", "1023Mi", ["memory/too-small pinnedDeviceMemoryLimit"]],
    ["1Mi", "1Mi", { pinnedDeviceMemoryLimit: 2 ** 20 }],
    [2 ** 20, "1M", ["memory/too-small pinnedDeviceMemoryLimit"]],
    ["1G", "1G", { pinnedDeviceMemoryLimit: 953 * 2 ** 20 }],
    ["1G", "952Mi", ["memory/too-small pinnedDeviceMemoryLimit"]],
  ])("of %j against %j", (minMemory, limit, found) => {
    expect(outcome({ pinnedDeviceMemoryLimit: limit }, minMemory)).toEqual(found);
  });

  it("is compared again for a config that was validated with a lower one", () => {
    const stored = outcome({
      pinnedDeviceMemoryLimit: "2Gi",
      perDevicePinnedMemoryLimit: { "1": "512Mi", "2": "1Gi" },
    });
    expect(outcome(stored, "1Gi")).toEqual(["memory/too-small perDevicePinnedMemoryLimit/1"]);
    for (const floor of ["256Mi", "512Mi"]) expect(outcome(stored, floor)).toBe(stored);
  });

  it("of 1Gi against 1G says what was meant", () => {
    const result = validateMpsConfig({ pinnedDeviceMemoryLimit: "1G" }, { minMemory: "1Gi" });
    expect(result).toMatchObject({
      ok: false,
      issues: [{ hint: "write 1Gi: 1G is decimal, a little less than 1Gi" }],
    });
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

describe("options of the core", () => {
  it("may be handed in all together", () => {
    const options = { onConflict: "keep", minMemory: "1Gi" } as const;
    const compiled = unwrap(compileOptions(options));
    for (const one of [options, compiled]) {
      expect(validateMpsConfig({ pinnedDeviceMemoryLimit: "512Mi" }, one)).toMatchObject({
        ok: false,
        issues: [{ code: "memory/too-small" }],
      });
    }
  });

  it("are refused, every one that nobody knows, since a floor could be meant", () => {
    const options = { minMemmory: "1Gi", floor: 1, minMemory: "some" };
    expect(validateMpsConfig({ clientPriority: 1 }, options)).toMatchObject({
      ok: false,
      issues: [
        {
          code: "options/unknown-key",
          path: ["minMemmory"],
          message: 'unknown option "minMemmory"',
          hint: "did you mean minMemory?",
        },
        { code: "options/unknown-key", path: ["floor"] },
        { code: "options/value", path: ["minMemory"] },
      ],
    });
  });
});

describe("options that are none", () => {
  it.each([null, 1, "512Mi", []])("%j", (options) => {
    expect(validateMpsConfig({ clientPriority: 1 }, options as object)).toMatchObject({
      ok: false,
      issues: [{ code: "options/type", path: [] }],
    });
  });
});
