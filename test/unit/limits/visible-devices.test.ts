import { formatIssue, injectGpuConfig, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { countVisible } from "../../../src/limits/visible-devices.ts";
import { gpuContainer, MEMORY, pod } from "../../helpers/manifests.ts";

const visible = (value: unknown) => ({ name: "CUDA_VISIBLE_DEVICES", value });

describe("countVisible", () => {
  it.each<[unknown, number | undefined]>([
    [undefined, undefined],
    ["none", undefined],
    [[], undefined],
    [[{ name: "OTHER", value: "0" }], undefined],
    [[visible("0")], 1],
    [[visible("1, 0")], 2],
    [[visible("GPU-8932f937,MIG-1/2/3")], 2],
    [[visible("0,-1,1")], 1],
    [[visible("")], 1],
    [[visible("-1")], 1],
    [[visible("0,0,1")], 1],
    [[visible("1,0,01,2")], 2],
    [[visible("GPU-8932f937,GPU-8932f937")], 1],
    [[visible("0"), visible("0,1,2")], 3],
    [[visible(0)], Number.NaN],
    [[visible("$(DEVICES)")], Number.NaN],
    [[{ name: "CUDA_VISIBLE_DEVICES", valueFrom: { fieldRef: {} } }], Number.NaN],
    [[{ name: "CUDA_VISIBLE_DEVICES", value: "0", valueFrom: null }], 1],
  ])("of %j is %s", (env, count) => {
    expect(countVisible(env)).toBe(count);
  });
});

describe("countVisible of a container that is given 2 devices", () => {
  it.each([
    ["0,1", 2],
    ["1,0", 2],
    ["0,5", 1],
    ["5,0", 1],
    ["0,2,1", 1],
    ["GPU-8932f937,GPU-11111111", 2],
  ])("of %s is %d", (value, count) => {
    expect(countVisible([visible(value)], 2)).toBe(count);
  });
});

describe("a container whose CUDA_VISIBLE_DEVICES shows fewer devices", () => {
  const limited = (env: object[], config: object = { pinnedDeviceMemoryLimit: "1Gi" }) =>
    injectGpuConfig(pod(gpuContainer({ env }, 3)), config, { gpuUnit: "device" });

  it.each<[string, object[], string]>([
    ["all", [], "0=1024M,1=1024M,2=1024M"],
    ["two", [visible("2,0")], "0=1024M,1=1024M"],
    ["more than there are", [visible("0,1,2,3,4")], "0=1024M,1=1024M,2=1024M"],
    ["a device that it does not have", [visible("0,5,1")], "0=1024M"],
    ["a device twice", [visible("0,1,1")], "0=1024M,1=1024M"],
    ["an unknown number", [visible("$(D)")], "0=1024M"],
  ])("has limits on those: %s", (_which, env, value) => {
    expect(unwrap(limited(env)).edits).toMatchObject([{ value: { name: MEMORY, value } }]);
  });

  it("must not have a limit on another", () => {
    const config = { perDevicePinnedMemoryLimit: { 2: "1Gi" } };
    expect(limited([], config).ok).toBe(true);
    const result = limited([visible("0,1")], config);
    expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
      expect.stringContaining("device 2 may not be visible: only 2 devices are guaranteed"),
    ]);
  });
});
