import { type ControlOptions, toControlCommands } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

const LIMITS = { pinnedDeviceMemoryLimit: "2Gi", activeThreadPercentage: 50 };

/** Each command with its effect, or the issues. */
function commands(config: object, options: ControlOptions): string[] {
  const result = toControlCommands(config, options);
  if (!result.ok) return result.issues.map(at);
  return result.value.map(({ command, effect }) => `${command} (${effect})`);
}

// Source: https://docs.nvidia.com/deploy/mps/mpsv2-interface.html.
describe("toControlCommands with protocol 2", () => {
  it("sets the defaults of servers that start later", () => {
    expect(commands(LIMITS, { protocol: 2, devices: [0] })).toEqual([
      "set_default_device_pinned_mem_limit 0 2G (next-server)",
      "set_default_active_thread_percentage 50 (next-server)",
    ]);
  });

  // Source: the log in NVIDIA/k8s-device-plugin issue 764, an L40S in ten parts.
  it("writes what the device plugin sends to the daemon", () => {
    const config = { pinnedDeviceMemoryLimit: "4606Mi" };
    expect(commands(config, { protocol: 2, devices: [0] })).toEqual([
      "set_default_device_pinned_mem_limit 0 4606M (next-server)",
    ]);
  });

  it("sets the limits of clients of a server that start later", () => {
    const config = { ...LIMITS, clientPriority: 1 };
    expect(commands(config, { protocol: 2, devices: [0], server: 6472 })).toEqual([
      "set_device_pinned_mem_limit 6472 0 2G (new-clients)",
      "set_active_thread_percentage 6472 50 (new-clients)",
      "set_default_client_priority 1 (new-clients)",
    ]);
  });

  it("names the devices of the daemon in the order in which the config counts them", () => {
    const config = {
      pinnedDeviceMemoryLimit: "2Gi",
      perDevicePinnedMemoryLimit: { "1": "1536Mi" },
    };
    expect(commands(config, { protocol: 2, devices: [3, "GPU-74d43ed3"] })).toEqual([
      "set_default_device_pinned_mem_limit 3 2G (next-server)",
      "set_default_device_pinned_mem_limit GPU-74d43ed3 1536M (next-server)",
    ]);
  });

  it("writes nothing for a device without a limit", () => {
    const config = { perDevicePinnedMemoryLimit: { "1": "1Gi" } };
    expect(commands(config, { protocol: 2, devices: [0, 1] })).toEqual([
      "set_default_device_pinned_mem_limit 1 1G (next-server)",
    ]);
  });

  it.each([0, 100])("takes back a thread limit for %i", (activeThreadPercentage) => {
    expect(commands({ activeThreadPercentage }, { protocol: 2, devices: [0] })).toEqual([
      "set_default_active_thread_percentage 100 (next-server)",
    ]);
  });
});

// Source: https://docs.nvidia.com/deploy/mps/mpsv3-interface.html
describe("toControlCommands with protocol 3", () => {
  const named = { protocol: 3, devices: [0], server: "training" } as const;

  it("sets the limits of a server, which are those of its default namespace", () => {
    expect(commands({ pinnedDeviceMemoryLimit: "8Gi" }, named)).toEqual([
      "server set training --pinned-memory-limit=8G (new-clients)",
    ]);
  });

  it("sets the limits of a namespace", () => {
    const config = { ...LIMITS, clientPriority: 1 };
    expect(commands(config, { ...named, namespace: "high_priority" })).toEqual([
      "namespace set high_priority --server=training --pinned-memory-limit=2G --active-thread-percentage=50 --client-priority=1 (new-clients)",
    ]);
  });

  it("writes 100 for 0, which is out of range there", () => {
    expect(commands({ activeThreadPercentage: 0 }, named)).toEqual([
      "server set training --active-thread-percentage=100 (new-clients)",
    ]);
  });

  it("takes the smallest limit for all devices, and warns of each that is larger", () => {
    const config = { perDevicePinnedMemoryLimit: { "0": "4Gi", "1": "2Gi" } };
    const result = toControlCommands(config, { ...named, devices: [0, 1, 2] });
    expect(result.ok && result.value.map(({ command }) => command)).toEqual([
      "server set training --pinned-memory-limit=2G",
    ]);
    expect(result.warnings.map(at)).toEqual([
      "dialect/tightened perDevicePinnedMemoryLimit/0",
      "dialect/tightened perDevicePinnedMemoryLimit/2",
    ]);
  });
});

describe("toControlCommands", () => {
  it.each<[name: string, config: object, options: unknown, issues: string[]]>([
    ["no options", LIMITS, undefined, ["options/type"]],
    [
      "an invalid config and options",
      { activeThreadPercentage: 101 },
      { protocol: 1, devices: [], server: "a", namespace: "b", uid: 0 },
      [
        "options/unknown-key uid",
        "options/value protocol",
        "options/value devices",
        "options/value server",
        "options/value namespace",
        "threads/range activeThreadPercentage",
      ],
    ],
    ["a device named twice", LIMITS, { protocol: 2, devices: [0, "0"] }, ["options/value devices"]],
    [
      "a command in the name of a device",
      LIMITS,
      { protocol: 2, devices: ["0\nquit"] },
      ["options/value devices"],
    ],
    [
      "a server by PID with protocol 3, and one by name with protocol 2",
      LIMITS,
      { protocol: 3, devices: [0], server: 17 },
      ["options/value server"],
    ],
    [
      "a device that is not there",
      { perDevicePinnedMemoryLimit: { "1": "1Gi" } },
      { protocol: 2, devices: [0] },
      ["device/out-of-range perDevicePinnedMemoryLimit/1"],
    ],
  ])("refuses %s", (_, config, options, issues) => {
    expect(commands(config, options as ControlOptions)).toEqual(issues);
  });
});
