import { fromDialect, toMpsServerConfig } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { isDevice, mpsSize } from "../../../src/dialects/to-mps-server-config.ts";
import { at } from "../../helpers/outcome.ts";

// The example of https://docs.nvidia.com/deploy/mps/mpsv3-configuration-file.html, as far as it has limits.
const EXAMPLE = `schema_version = "1.0"

[servers.training]
allowed_devices = "GPU-abcd-1234,GPU-efgh-5678"
uid = 1000
pinned_memory_limit = "10G"
active_thread_percentage = "50"
client_priority = "0"

[servers.training.namespaces.high_priority]
pinned_memory_limit = "5G"
active_thread_percentage = "25"
`;

const TRAINING = {
  config: { pinnedDeviceMemoryLimit: "10Gi", activeThreadPercentage: 50, clientPriority: 0 },
  allowedDevices: ["GPU-abcd-1234", "GPU-efgh-5678"],
  uid: 1000,
  namespaces: { high_priority: { pinnedDeviceMemoryLimit: "5Gi", activeThreadPercentage: 25 } },
} as const;

describe("toMpsServerConfig", () => {
  it("writes the example of NVIDIA's documentation", () => {
    expect(toMpsServerConfig({ training: TRAINING })).toEqual({
      ok: true,
      value: { value: EXAMPLE, effective: { memoryMiB: 10_240, threads: 50 }, losses: [] },
      warnings: [],
    });
  });

  it("writes one limit for all devices, the smallest, and none for 0 and 100 percent", () => {
    const config = {
      pinnedDeviceMemoryLimit: "8Gi",
      perDevicePinnedMemoryLimit: { "1": "1536Mi" },
      activeThreadPercentage: 100,
    };
    const result = toMpsServerConfig({ a: {}, b: { config } });
    expect(result.ok && result.value.value).toBe(
      'schema_version = "1.0"\n\n[servers.a]\n\n[servers.b]\npinned_memory_limit = "1536M"\n',
    );
    expect(result.ok && result.value.effective).toEqual({ memoryMiB: 1536 });
    expect(result.warnings.map(at)).toEqual(["dialect/tightened b/config/pinnedDeviceMemoryLimit"]);
  });

  it("warns of a config that limits nothing", () => {
    const result = toMpsServerConfig({ a: { config: { activeThreadPercentage: 100 } } });
    expect(result.warnings.map(at)).toEqual(["config/limits-nothing a/config"]);
  });

  it("warns of a namespace that lacks the memory limit of its server, and so has the whole GPU", () => {
    const namespaces = { batch: { activeThreadPercentage: 25 } };
    const result = toMpsServerConfig({ a: { ...TRAINING, namespaces } });
    expect(result.warnings.map(at)).toEqual(["dialect/scope a/namespaces/batch"]);
  });

  it.each<[name: string, servers: unknown, issues: string[]]>([
    ["nothing", undefined, ["input/type"]],
    ["a list", [], ["input/type"]],
    ["no server", {}, ["input/type"]],
    ["a server that is not an object", { a: null }, ["options/type a"]],
    [
      "names with a dash, as namespaces of Kubernetes have",
      { "team-a": { namespaces: { "b.c": { activeThreadPercentage: 50 } } } },
      ["options/value team-a", "options/value team-a/namespaces/b.c"],
    ],
    [
      "invalid fields",
      { a: { limits: {}, allowedDevices: ['0"\n'], uid: -1, namespaces: [] } },
      [
        "options/unknown-key a/limits",
        "options/value a/allowedDevices",
        "options/value a/uid",
        "options/value a/namespaces",
      ],
    ],
    [
      "invalid configs",
      { a: { config: { threads: 1 }, namespaces: { b: {} } } },
      ["config/unknown-key a/config/threads", "config/missing a/namespaces/b"],
    ],
  ])("refuses %s", (_, servers, issues) => {
    const result = toMpsServerConfig(servers as object as { a: object });
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });

  it("is read back for each server and namespace", () => {
    const text = EXAMPLE.replaceAll("\n", "\r\n");
    expect(fromDialect(text, { container: "training" })).toMatchObject({
      ok: true,
      value: {
        dialect: "mps-server",
        config: {
          pinnedDeviceMemoryLimit: 10 * 2 ** 30,
          activeThreadPercentage: 50,
          clientPriority: 0,
        },
      },
    });
    expect(fromDialect(text, { container: "training/high_priority" })).toMatchObject({
      ok: true,
      value: { config: { pinnedDeviceMemoryLimit: 5 * 2 ** 30, activeThreadPercentage: 25 } },
    });
    const both = fromDialect(text);
    expect(!both.ok && both.issues.map(at)).toEqual(["dialect/ambiguous"]);
  });
});

describe("mpsSize", () => {
  it.each<[mebibytes: number, text: string]>([
    [1024, "1G"],
    [10_240, "10G"],
    [4606, "4606M"],
    [1536, "1536M"],
  ])("writes %i MiB as %s", (mebibytes, text) => {
    expect(mpsSize(mebibytes * 2 ** 20)).toBe(text);
  });
});

describe("isDevice", () => {
  it.each<[device: unknown, expected: boolean]>([
    [0, true],
    ["1", true],
    ["GPU-8a4b9f0c-1d", true],
    [-1, false],
    [1.5, false],
    ["GPU-0 1", false],
    ["GPU-\n", false],
    [null, false],
  ])("tells of %j: %s", (device, expected) => {
    expect(isDevice(device)).toBe(expected);
  });
});
