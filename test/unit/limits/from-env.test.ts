import fc from "fast-check";
import { formatIssue, fromEnv, toEnv, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { unresolved } from "../../../src/result/unresolved.ts";
import { config } from "../../helpers/arbitraries/config.ts";
import { MEMORY, PRIORITY, THREADS } from "../../helpers/manifests.ts";
import { runs } from "../../helpers/properties.ts";

const GIB = 2 ** 30;

const env = (...pairs: [name: string, value: string][]) =>
  pairs.map(([name, value]) => ({ name, value }));

/** The config, or the issues; then the warnings. */
function outcome(list: unknown, devices?: number): unknown {
  const result = fromEnv(list, devices === undefined ? undefined : { devices });
  const warnings = result.warnings.map(formatIssue);
  return [result.ok ? result.value : result.issues.map(formatIssue), warnings];
}

describe("fromEnv", () => {
  it.each<[[string, string][], number | undefined, object]>([
    [[[MEMORY, "0=4G"]], undefined, { pinnedDeviceMemoryLimit: 4 * GIB }],
    [
      [
        [MEMORY, "0=4096M"],
        [THREADS, "50"],
        [PRIORITY, "1"],
        ["A", "b"],
      ],
      undefined,
      {
        activeThreadPercentage: 50,
        pinnedDeviceMemoryLimit: 4 * GIB,
        clientPriority: 1,
      },
    ],
    [[[MEMORY, "0=4G,1=4G"]], 2, { pinnedDeviceMemoryLimit: 4 * GIB }],
    [[[MEMORY, "0=4G,1=4G"]], 3, { perDevicePinnedMemoryLimit: { 0: 4 * GIB, 1: 4 * GIB } }],
    [
      [[MEMORY, "0=4G,1=4G"]],
      undefined,
      { perDevicePinnedMemoryLimit: { 0: 4 * GIB, 1: 4 * GIB } },
    ],
    [[[MEMORY, "1=4G"]], 2, { perDevicePinnedMemoryLimit: { 1: 4 * GIB } }],
    [[[MEMORY, "0=1G,1=2G"]], 2, { perDevicePinnedMemoryLimit: { 0: GIB, 1: 2 * GIB } }],
    [
      [
        [MEMORY, "0=4G,1=4G"],
        ["CUDA_VISIBLE_DEVICES", "2,3"],
      ],
      undefined,
      {
        pinnedDeviceMemoryLimit: 4 * GIB,
      },
    ],
  ])("reads %j on %s devices", (pairs, devices, expected) => {
    expect(outcome(env(...pairs), devices)).toEqual([expected, []]);
    expect(unwrap(validateMpsConfig(expected))).toEqual(expected);
  });

  it("takes the last of several entries, as Kubernetes does", () => {
    expect(outcome(env([THREADS, "30"], [THREADS, "50"]))).toEqual([
      { activeThreadPercentage: 50 },
      [
        '[0]: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE is set again below: Kubernetes takes the last; remove this entry (got "30") [env/duplicate]',
      ],
    ]);
  });

  it("warns of what CUDA ignores, and leaves it out", () => {
    expect(outcome(env([MEMORY, "4294967296"], [THREADS, "50"]))).toEqual([
      { activeThreadPercentage: 50 },
      [
        '[0]: CUDA silently ignores this value of CUDA_MPS_PINNED_DEVICE_MEM_LIMIT; write a value such as "0=4096M", or let inject write it (got "4294967296") [env/ignored-by-cuda]',
      ],
    ]);
  });

  it("returns a limit below the minimum, with a warning", () => {
    expect(outcome(env([MEMORY, "0=64M"]))).toEqual([
      { pinnedDeviceMemoryLimit: 64 * 2 ** 20 },
      [
        '[0]: the memory limit must be at least 512Mi (536870912 bytes) (got "0=64M") [memory/too-small]',
      ],
    ]);
  });

  it.each([
    [THREADS, "0", { activeThreadPercentage: 0 }],
    [THREADS, "100", { activeThreadPercentage: 100 }],
    [PRIORITY, "1", { clientPriority: 1 }],
  ])("warns of %s=%s, as toEnv does, which limits nothing", (name, value, expected) => {
    const warnings = [
      "the MPS config limits neither memory nor threads; add pinnedDeviceMemoryLimit, or an activeThreadPercentage of 1 to 99 [config/limits-nothing]",
    ];
    expect(outcome(env([name, value]))).toEqual([expected, warnings]);
    const config = unwrap(validateMpsConfig(expected));
    expect(toEnv(config).warnings.map(formatIssue)).toEqual(warnings);
  });

  it.each<[unknown, (string | number)[]]>([
    [Promise.resolve([]), []],
    [new Map([[0, { name: THREADS, value: "50" }]]), []],
    [[new Map([["name", THREADS]]), ...env([THREADS, "50"])], [0]],
    [[...env([THREADS, "50"]), Promise.resolve({ name: THREADS, value: "20" })], [1]],
    [[{ name: Promise.resolve(THREADS), value: "20" }], [0]],
  ])("cannot read what is not plain data: %j", (list, path) => {
    const value = path.length === 0 ? list : (list as unknown[])[path[0] as number];
    expect(fromEnv(list)).toEqual({ ok: false, issues: [unresolved(path, value)], warnings: [] });
  });

  it.each([
    ["33.3", 33, "rounded down"],
    ["99.9", 99, "rounded down"],
    ["0.5", 1, "rounded up to 1, the least that is a limit"],
  ])("rounds a percentage of %s to %i, with a warning", (value, percentage, rounded) => {
    expect(outcome(env([THREADS, value]))).toEqual([
      { activeThreadPercentage: percentage },
      [
        `[0]: the thread percentage is not whole: it is ${rounded} (got "${value}") [threads/not-whole]`,
      ],
    ]);
  });

  it.each<[string, unknown, number | undefined, string]>([
    ["an empty list", [], undefined, "MPS config is required"],
    ["a list without limits", env(["A", "b"]), undefined, "MPS config is required"],
    ["limits that CUDA ignores", env([THREADS, "half"]), undefined, "MPS config is required"],
    [
      "a device that is not requested",
      env([MEMORY, "0=1G,1=1G"]),
      1,
      "[0]: device 1 is named, but only 1 device is visible: CUDA drops every limit",
    ],
    [
      "a device that is not shown",
      env([MEMORY, "0=1G,1=1G"], ["CUDA_VISIBLE_DEVICES", "0"]),
      2,
      "[0]: device 1 is named, but only 1 device is visible: CUDA drops every limit",
    ],
    [
      "a value that Kubernetes supplies",
      [{ name: THREADS, valueFrom: { configMapKeyRef: { name: "a", key: "b" } } }],
      undefined,
      "[0]: the limit is unknown: Kubernetes supplies it, or it names devices by UUID",
    ],
    [
      "a value from a file",
      [{ name: THREADS, valueFrom: { fileKeyRef: { path: "a", key: "b", volumeName: "v" } } }],
      undefined,
      "[0]: the limit is unknown",
    ],
    ["a reference", env([THREADS, "$(T)"]), undefined, "[0]: the limit is unknown"],
    ["a UUID", env([MEMORY, "GPU-3f2a=1G"]), undefined, "[0]: the limit is unknown"],
    ["what is no list", { CUDA: "1" }, undefined, "must be a list of { name, value }"],
    ["no devices", env([THREADS, "5"]), 0, "devices: must be a whole number from 1 to 1024"],
  ])("fails for %s", (_what, list, devices, issue) => {
    expect(outcome(list, devices)).toEqual([[expect.stringContaining(issue)], expect.anything()]);
  });

  it("refuses options that it does not know, and what are none", () => {
    expect(fromEnv([], { device: 2 } as never)).toMatchObject({
      ok: false,
      issues: [{ code: "options/unknown-key", suggestion: { key: "devices" } }],
    });
    expect(fromEnv([], 5 as never)).toMatchObject({ issues: [{ code: "options/type" }] });
  });

  it("is the inverse of toEnv on the same devices", () => {
    fc.assert(
      fc.property(config(), fc.integer({ min: 1, max: 4 }), (limits, devices) => {
        const written = toEnv(limits, { devices });
        if (!written.ok || written.value.length === 0) return;
        const read = unwrap(fromEnv(written.value, { devices }));
        const again = toEnv(read, { devices });
        expect(unwrap(again)).toEqual(written.value);
        expect(fromEnv(written.value, { devices }).warnings).toEqual(again.warnings);
      }),
      runs(300),
    );
  });
});
