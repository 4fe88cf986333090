import { type MpsConfig, type MpsConfigInput, toEnv, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

const MEMORY = "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT";
const THREADS = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
const PRIORITY = "CUDA_MPS_CLIENT_PRIORITY";

function valid(input: MpsConfigInput): MpsConfig {
  return unwrap(validateMpsConfig(input));
}

describe("toEnv", () => {
  it("returns memory, threads and priority, in this order", () => {
    const config = valid({
      clientPriority: 1,
      activeThreadPercentage: 50,
      pinnedDeviceMemoryLimit: "4Gi",
    });
    expect(toEnv(config)).toEqual({
      ok: true,
      value: [
        { name: MEMORY, value: "0=4096M" },
        { name: THREADS, value: "50" },
        { name: PRIORITY, value: "1" },
      ],
      warnings: [],
    });
  });

  it.each<[input: MpsConfigInput, devices: number, value: string]>([
    [{ pinnedDeviceMemoryLimit: "1G" }, 1, "0=953M"],
    [{ pinnedDeviceMemoryLimit: "1Gi" }, 3, "0=1024M,1=1024M,2=1024M"],
    [{ perDevicePinnedMemoryLimit: { "1": "2Gi" } }, 2, "1=2048M"],
    [
      { pinnedDeviceMemoryLimit: "1Gi", perDevicePinnedMemoryLimit: { "1": "2Gi" } },
      3,
      "0=1024M,1=2048M,2=1024M",
    ],
  ])("returns for %j on %d devices %s", (input, devices, value) => {
    expect(toEnv(valid(input), { devices })).toEqual({
      ok: true,
      value: [{ name: MEMORY, value }],
      warnings: [],
    });
  });

  it("omits threads of 0, and returns a priority of 0", () => {
    expect(toEnv(valid({ activeThreadPercentage: 0, clientPriority: 0 }))).toMatchObject({
      ok: true,
      value: [{ name: PRIORITY, value: "0" }],
      warnings: [
        {
          code: "config/limits-nothing",
          path: [],
          message: "the MPS config limits neither memory nor threads",
          hint: "add pinnedDeviceMemoryLimit, or an activeThreadPercentage of 1 to 99",
        },
      ],
    });
  });

  it("rejects ordinals beyond the devices, and an invalid number of devices", () => {
    const config = valid({ perDevicePinnedMemoryLimit: { "1": "2Gi", "4": "1Gi" } });
    expect(toEnv(config, { devices: 2 })).toEqual({
      ok: false,
      issues: [
        {
          code: "device/out-of-range",
          path: ["perDevicePinnedMemoryLimit", "4"],
          message: "device 4 may not be visible: only 2 devices are guaranteed",
          hint: 'name devices "0" to "1" only: CUDA drops every limit if one names an invisible device',
          received: "1073741824",
        },
      ],
      warnings: [],
    });
    expect(toEnv(config)).toMatchObject({
      ok: false,
      issues: [
        { path: ["perDevicePinnedMemoryLimit", "1"] },
        { path: ["perDevicePinnedMemoryLimit", "4"] },
      ].map(({ path }) => ({
        code: "device/out-of-range",
        path,
        hint: 'name device "0" only: CUDA drops every limit if one names an invisible device',
      })),
    });
    for (const devices of [0, -1, 1.5, 1025, Number.NaN, "2"]) {
      expect(toEnv(config, { devices: devices as number })).toMatchObject({
        ok: false,
        issues: [
          {
            code: "options/value",
            path: ["devices"],
            message: "must be a whole number from 1 to 1024",
            hint: "omit it for 1",
          },
        ],
      });
    }
    expect(toEnv(config, { devices: 1024 }).ok).toBe(true);
  });

  it("collects the issues of the config and of the options", () => {
    expect(toEnv({ activeThreadPercentage: 101 })).toMatchObject({
      ok: false,
      issues: [{ code: "threads/range" }],
    });
    expect(toEnv({ activeThreadPercentage: 101 }, { devices: 0 })).toMatchObject({
      ok: false,
      issues: [{ code: "threads/range" }, { code: "options/value" }],
    });
  });

  it("rejects unknown options, and options that are not an object", () => {
    expect(toEnv({ activeThreadPercentage: 50 }, { device: 2 } as object)).toEqual({
      ok: false,
      issues: [
        {
          code: "options/unknown-key",
          path: ["device"],
          message: 'unknown option "device"',
          hint: "did you mean devices?",
          suggestion: { key: "devices" },
          received: "2",
        },
      ],
      warnings: [],
    });
    expect(toEnv({ activeThreadPercentage: 50 }, null as never)).toMatchObject({
      ok: false,
      issues: [{ code: "options/type", path: [], received: "null" }],
    });
  });

  it("accepts limits below 512Mi, down to what CUDA can represent", () => {
    const config = unwrap(
      validateMpsConfig({ pinnedDeviceMemoryLimit: "1Mi" }, { minMemory: "1Mi" }),
    );
    expect(toEnv(config)).toMatchObject({ ok: true, value: [{ name: MEMORY, value: "0=1M" }] });
  });
});
