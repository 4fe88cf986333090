import {
  formatIssue,
  type Injection,
  injectGpuConfig,
  type MpsConfigInput,
  toJsonPatch,
  type UninjectOptions,
  uninjectGpuConfig,
  unwrap,
} from "kube-mps";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  list,
  MEMORY,
  PRIORITY,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";

const env = (...pairs: [name: string, value: string][]) =>
  pairs.map(([name, value]) => ({ name, value }));

/** What is left of an `env`, the action and the reason. */
function outcome(before: unknown, options?: UninjectOptions, gpus?: unknown): unknown {
  const result = uninjectGpuConfig(pod(gpuContainer({ env: before }, gpus)), options);
  const { object, containers, reason }: Injection<ReturnType<typeof pod>> = unwrap(result);
  const [container] = object.spec["containers"] as { env?: unknown }[];
  return [container?.env, containers[0]?.action, reason];
}

describe("uninjectGpuConfig", () => {
  const all = env([MEMORY, "0=4G"], [THREADS, "50"], [PRIORITY, "1"]);
  const other = env(["A", "b"], ["CUDA_MPS_PIPE_DIRECTORY", "/mps"]);

  it.each<[string, unknown, unknown]>([
    ["the limits, and an env that is then empty", all, undefined],
    ["the limits alone", [...other, ...all], other],
    ["limits in between", [other[0], ...all, other[1]], other],
    ["each of several with one name", [...all, ...other, ...all], other],
    ["what CUDA ignores", [...other, ...env([MEMORY, "much"])], other],
    ["what Kubernetes supplies", [...other, { name: MEMORY, valueFrom: {} }], other],
  ])("takes out %s", (_what, before, after) => {
    expect(outcome(before)).toEqual([after, "removed", undefined]);
  });

  it("leaves a container without limits as it is, whatever its env", () => {
    for (const before of [undefined, null, [], other, "none"]) {
      const object = pod(gpuContainer({ env: before }));
      const result = uninjectGpuConfig(object);
      expect(result).toMatchObject({
        ok: true,
        value: { changed: false, edits: [], reason: "no-limits" },
      });
      expect(unwrap(result).object).toBe(object);
    }
  });

  it("leaves containers without a GPU alone, and other objects", () => {
    const object = pod(plainContainer({ env: all }));
    expect(unwrap(uninjectGpuConfig(object))).toEqual({
      object,
      changed: false,
      edits: [],
      containers: [],
      reason: "no-gpu",
    });
    const unknown = { kind: "A", spec: { containers: [gpuContainer({ env: all })] } };
    expect(unwrap(uninjectGpuConfig(unknown)).reason).toBe("unknown-kind");
    const out = { ...pod(gpuContainer({ env: all })), metadata: { labels: { off: "true" } } };
    expect(unwrap(uninjectGpuConfig(out, { optOut: { label: "off" } })).reason).toBe("opted-out");
  });

  it("does not mind a number of GPUs that is a placeholder", () => {
    expect(outcome(all, {}, "$N")).toEqual([undefined, "removed", undefined]);
  });

  it("undoes an injection, in every item of a list", () => {
    const object = list(
      deployment(gpuContainer(), plainContainer()),
      pod(gpuContainer({ env: other })),
    );
    const injected = unwrap(injectGpuConfig(object, { pinnedDeviceMemoryLimit: "4Gi" })).object;
    const { object: back, edits, containers } = unwrap(uninjectGpuConfig(injected));
    expect(back).toStrictEqual(object);
    expect(toJsonPatch(edits)).toEqual([
      { op: "remove", path: "/items/0/spec/template/spec/containers/0/env" },
      { op: "remove", path: "/items/1/spec/containers/0/env/2" },
    ]);
    expect(containers.map(({ action }) => action)).toEqual(["removed", "removed"]);
  });

  describe("with only", () => {
    it.each<[string, UninjectOptions["only"], unknown, string]>([
      [
        "a config",
        { pinnedDeviceMemoryLimit: "4Gi" },
        env([THREADS, "50"], [PRIORITY, "1"]),
        "removed",
      ],
      ["another limit", { pinnedDeviceMemoryLimit: "8Gi" }, all, "kept"],
      [
        "a function",
        () => ({ activeThreadPercentage: 50 }),
        env([MEMORY, "0=4G"], [PRIORITY, "1"]),
        "removed",
      ],
      ["a function that exempts", () => "exempt", all, "kept"],
      ["no limits", null, expect.anything(), ""],
    ])("takes out what %s says, by meaning", (_what, only, after, action) => {
      if (only === null) {
        const result = uninjectGpuConfig(pod(gpuContainer({ env: all })), { only });
        expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["config/missing"]);
        return;
      }
      expect(outcome(all, { only })).toEqual([
        after,
        action,
        action === "kept" ? "kept-existing" : undefined,
      ]);
    });

    it("takes out a limit on every device that is requested", () => {
      const only = { pinnedDeviceMemoryLimit: "4Gi" };
      expect(outcome(env([MEMORY, "0=4G,1=4G"]), { only }, 2)).toEqual([
        undefined,
        "removed",
        undefined,
      ]);
      expect(outcome(env([MEMORY, "0=4G,1=4G"]), { only }, 3)).toMatchObject({ 1: "kept" });
    });

    it.each<[string, MpsConfigInput, object[], string, object[]]>([
      [
        "fewer devices are visible than requested",
        { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 },
        env(["CUDA_VISIBLE_DEVICES", "0,1"]),
        "4",
        env(["CUDA_VISIBLE_DEVICES", "0,1"]),
      ],
      ["a limit gave way to none", { activeThreadPercentage: 100 }, env([THREADS, "25"]), "1", []],
      ["a limit gave way to 0", { activeThreadPercentage: 0 }, env([THREADS, "25"]), "1", []],
    ])("takes out what the same limits wrote where %s", (_what, only, before, gpus, after) => {
      const gpuUnit = "device" as const;
      const object = pod(gpuContainer({ env: before }, gpus));
      const injected = unwrap(injectGpuConfig(object, only, { gpuUnit })).object;
      expect(injected).not.toEqual(object);
      expect(unwrap(uninjectGpuConfig(injected, { only, gpuUnit })).object).toEqual(
        pod(gpuContainer(after.length === 0 ? {} : { env: after }, gpus)),
      );
    });

    it("reports what is wrong with it", () => {
      const result = uninjectGpuConfig(pod(gpuContainer({ env: all })), {
        only: { activeThreadPercentage: 101 },
      });
      expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
        expect.stringContaining("activeThreadPercentage: the thread percentage must be between"),
      ]);
    });
  });

  it("fails for what is no object, and for wrong options", () => {
    expect(uninjectGpuConfig("a" as never)).toMatchObject({ issues: [{ code: "input/type" }] });
    expect(uninjectGpuConfig(pod(), { olny: null } as never)).toMatchObject({
      issues: [{ code: "options/unknown-key", suggestion: { key: "only" } }],
    });
  });
});
