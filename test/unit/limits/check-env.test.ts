import { describe, expect, it } from "vitest";
import { checkEnv, devicesOf } from "../../../src/limits/check-env.ts";
import { MEMORY, PRIORITY, THREADS } from "../../helpers/manifests.ts";

const PATH = ["spec", "containers", 0, "env"];

describe("checkEnv", () => {
  it("warns of each value that CUDA ignores", () => {
    const env = [
      { name: MEMORY, value: "1073741824" },
      { name: THREADS, value: "101" },
      { name: PRIORITY, value: "high" },
    ];
    const warning = (index: number, message: string, hint: string, received: string) => ({
      code: "env/ignored-by-cuda",
      path: [...PATH, index],
      message: `CUDA silently ignores this value of ${message}`,
      hint: `write a value such as ${hint}, or let inject write it`,
      received,
    });
    expect(checkEnv(env, PATH, 1)).toEqual([
      warning(0, MEMORY, '"0=4096M"', '"1073741824"'),
      warning(1, THREADS, '"50"', '"101"'),
      warning(2, PRIORITY, '"1"', '"high"'),
    ]);
  });

  it("warns of a device that the container does not see", () => {
    const env = [{ name: MEMORY, value: "0=1G,2=1G,3=1G" }];
    expect(checkEnv(env, PATH, 2)).toEqual([
      {
        code: "device/out-of-range",
        path: [...PATH, 0],
        message: "device 2 is named, but only 2 devices are visible: CUDA drops every limit",
        hint: "name device 0 only, or let inject write it",
        received: '"0=1G,2=1G,3=1G"',
      },
    ]);
    expect(checkEnv(env, PATH, 4)).toEqual([]);
  });

  it("does not warn of devices where the count is not known", () => {
    expect(checkEnv([{ name: MEMORY, value: "7=1G" }], PATH, undefined)).toEqual([]);
  });

  it("does not warn of limits that are set, unset or unknown", () => {
    expect(checkEnv(undefined, PATH, 1)).toEqual([]);
    const env = [
      { name: MEMORY, value: "0=1G" },
      { name: THREADS, value: "$(T)" },
    ];
    expect(checkEnv(env, PATH, 1)).toEqual([]);
  });

  it("counts the devices that CUDA_VISIBLE_DEVICES shows", () => {
    const env = [
      { name: MEMORY, value: "0=1G,1=1G" },
      { name: "CUDA_VISIBLE_DEVICES", value: "3" },
    ];
    const message = "device 1 is named, but only 1 device is visible: CUDA drops every limit";
    expect(checkEnv(env, PATH, 4).map((issue) => issue.message)).toEqual([message]);
    expect(checkEnv(env, PATH, undefined).map((issue) => issue.message)).toEqual([message]);
  });

  it("warns of each entry that does not count", () => {
    const env = ["30", "40", "50"].map((value) => ({ name: THREADS, value }));
    const warning = (index: number, received: string) => ({
      code: "env/duplicate",
      path: [...PATH, index],
      message: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE is set again below: Kubernetes takes the last",
      hint: "remove this entry",
      received,
    });
    expect(checkEnv(env, PATH, 1)).toEqual([warning(0, '"30"'), warning(1, '"40"')]);
  });
});

describe("devicesOf", () => {
  const shown = [{ name: "CUDA_VISIBLE_DEVICES", value: "0,1" }];
  it.each<[unknown, number | undefined, number | undefined]>([
    [[], 4, 4],
    [[], undefined, undefined],
    [shown, 4, 2],
    [shown, 1, 1],
    [shown, undefined, 2],
    [[{ name: "CUDA_VISIBLE_DEVICES", value: "$(D)" }], 4, 4],
  ])("of %j and %s is %s", (env, count, devices) => {
    expect(devicesOf(env, count)).toBe(devices);
  });
});
