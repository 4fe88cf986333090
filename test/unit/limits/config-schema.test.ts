import { type MpsConfig, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

const MIN = 536870912;

/** The canonical config, or the codes and paths of the issues. */
function outcome(input: unknown): unknown {
  const result = validateMpsConfig(input);
  return result.ok ? result.value : result.issues.map(at);
}

describe("configSchema", () => {
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
  ])("accepts %o", (input, config) => {
    expect(validateMpsConfig(input)).toEqual({ ok: true, value: config, warnings: [] });
  });

  it("accepts a bigint", () => {
    expect(outcome({ pinnedDeviceMemoryLimit: 1073741824n })).toEqual({
      pinnedDeviceMemoryLimit: 1073741824,
    });
  });

  it.each(["9007199254740991", 9007199254740991n])(
    "accepts %o, the largest exact number of bytes",
    (limit) => {
      expect(outcome({ pinnedDeviceMemoryLimit: limit })).toEqual({
        pinnedDeviceMemoryLimit: 9007199254740991 - (2 ** 20 - 1),
      });
    },
  );

  it("accepts an instance of a class", () => {
    class Limits {
      activeThreadPercentage = 50;
    }
    expect(outcome(new Limits())).toEqual({ activeThreadPercentage: 50 });
  });

  it("reads -0 as 0, which JSON does not have", () => {
    expect(outcome({ activeThreadPercentage: -0, clientPriority: -0 })).toStrictEqual({
      activeThreadPercentage: 0,
      clientPriority: 0,
    });
  });

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
  ])("rejects %o with %j", (input, found) => {
    expect(outcome(input)).toEqual(found);
  });

  it("rejects bigints out of range", () => {
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

  it("rejects a cyclic object key by key", () => {
    const cyclic: Record<string, unknown> = { activeThreadPercentage: 50 };
    cyclic["self"] = cyclic;
    cyclic["pinnedDeviceMemoryLimit"] = cyclic;
    expect(outcome(cyclic)).toEqual([
      "config/unknown-key self",
      "memory/type pinnedDeviceMemoryLimit",
    ]);
  });
});
