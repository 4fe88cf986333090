import { findGpuContainers, type GpuContainer, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { NO_LIMIT } from "../../../src/limits/limit-values.ts";
import { type CarriedLimit, carriedLimit } from "../../../src/resolve/carried-limit.ts";
import { gpuContainer, MEMORY, PRIORITY, pod, THREADS } from "../../helpers/manifests.ts";

const MIB = 2 ** 20;
const FIELDS = {
  [MEMORY]: "pinnedDeviceMemoryLimit",
  [THREADS]: "activeThreadPercentage",
  [PRIORITY]: "clientPriority",
} as const;

/** The values of a variable by device, or why there are none. */
function carried(name: keyof typeof FIELDS, rest: object, gpus = "1", devices = 1) {
  const object = pod(gpuContainer({ env: [{ name, ...rest }] }, gpus));
  const [container] = unwrap(findGpuContainers(object)) as [GpuContainer];
  const limit = carriedLimit(FIELDS[name], container, devices);
  if (limit === undefined) return "none";
  return limit.isUnknown
    ? "unknown"
    : { values: Object.fromEntries(limit.values), config: limit.config };
}

describe("carriedLimit", () => {
  it.each<[name: keyof typeof FIELDS, value: string, values: object | string, config?: object]>([
    [MEMORY, "0=1G", { "0": 1024 * MIB }, { perDevicePinnedMemoryLimit: { "0": 1024 * MIB } }],
    [MEMORY, "1G", "none"],
    [MEMORY, "0=1G,1=1G", "none"],
    [MEMORY, "GPU-1=1G", "unknown"],
    [MEMORY, "$(LIMIT)", "unknown"],
    [THREADS, "50", { "": 50 }, { activeThreadPercentage: 50 }],
    [THREADS, "33.9", { "": 33 }, { activeThreadPercentage: 33 }],
    [THREADS, "0.5", { "": 1 }, { activeThreadPercentage: 1 }],
    [THREADS, "0", { "": NO_LIMIT }, { activeThreadPercentage: 0 }],
    [THREADS, "100", { "": NO_LIMIT }, { activeThreadPercentage: 100 }],
    [THREADS, "half", "none"],
    [PRIORITY, "0", { "": 0 }, { clientPriority: 0 }],
  ])("reads %s=%s as %j", (name, value, values, config) => {
    expect(carried(name, { value })).toEqual(config === undefined ? values : { values, config });
  });

  it("has nothing of what is not there", () => {
    const [container] = unwrap(findGpuContainers(pod(gpuContainer()))) as [GpuContainer];
    expect(carriedLimit("clientPriority", container, 1)).toBeUndefined();
  });

  it("does not know what Kubernetes supplies", () => {
    expect(carried(THREADS, { valueFrom: { fieldRef: {} } })).toBe("unknown");
  });

  it("has no limit for a device that is visible and not named", () => {
    expect(carried(MEMORY, { value: "1=1G" }, "2", 2)).toMatchObject({
      values: { "0": NO_LIMIT, "1": 1024 * MIB },
    });
  });

  it("does not know whether CUDA sees a device beyond those that are certain", () => {
    expect(carried(MEMORY, { value: "0=1G,1=1G" }, "2", 1)).toBe("unknown");
    expect(carried(MEMORY, { value: "0=1G,1=1G" }, "${N}", 1)).toBe("none");
  });

  it("has the path of the value, and shows it", () => {
    const object = pod(gpuContainer({ env: [{ name: THREADS, value: "50" }] }));
    const [container] = unwrap(findGpuContainers(object)) as [GpuContainer];
    expect(carriedLimit("activeThreadPercentage", container, 1)).toMatchObject({
      path: ["spec", "containers", 0, "env", 0, "value"],
      received: '"50"',
    } satisfies Partial<CarriedLimit>);
  });
});
