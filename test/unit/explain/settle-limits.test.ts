import { describe, expect, it } from "vitest";
import { explained, MPS_LABELS, MPS_NODE, node, podWith } from "../../helpers/explained.ts";
import { MEMORY, THREADS } from "../../helpers/manifests.ts";

const NOTHING = { memory: "none", threads: "none" };

/** What a container gets of a daemon, without other reasons. */
function settled(env: Readonly<Record<string, unknown>>, daemon: object) {
  const { reasons, ...rest } = explained(podWith(env), { daemon });
  return { ...rest, reasons: reasons.filter((code) => code !== "several-processes") };
}

describe("the limit on threads", () => {
  // NVIDIA's MPS documentation, and the measurements in NVIDIA's Dynamo guide (driver 615) for v3.
  it.each([
    [2, "50", 80, 50, "env", []],
    [2, "50", 50, 50, "env", []],
    [2, "80", 50, 50, "daemon", ["above-daemon"]],
    [2, "80", 100, 80, "env", []],
    [2, "80", 0, 80, "env", []],
    [2, "80", undefined, 80, "env", []],
    [2, "0", 50, 50, "daemon", ["no-thread-limit"]],
    [2, "100", 50, 50, "daemon", ["no-thread-limit"]],
    [2, undefined, 50, 50, "daemon", []],
    [2, "$(T)", 50, 50, "daemon", ["unknown-value"]],
    [2, "fifty", 50, 50, "daemon", ["ignored-by-cuda"]],
    [2, "fifty", undefined, 100, "none", ["ignored-by-cuda"]],
    [2, "0", undefined, 100, "none", ["no-limit", "no-thread-limit"]],
    [2, undefined, 100, 100, "none", ["no-limit"]],
    [3, "25", 75, 75, "namespace", ["namespace-overrides"]],
    [3, "80", 75, 75, "namespace", ["above-daemon"]],
    [3, "75", 75, 75, "env", []],
    [3, "25", undefined, 25, "env", []],
    [3, undefined, 75, 75, "namespace", []],
  ])(
    "of MPS v%i, %s of the container and %s of the daemon is %s by %s: %j",
    (protocol, own, threads, holds, by, reasons) => {
      const env = own === undefined ? {} : { [THREADS]: own };
      expect(settled(env, { protocol, threads })).toMatchObject({
        threads: holds,
        setBy: { memory: "none", threads: by },
        reasons,
      });
    },
  );
});

describe("the limit on memory", () => {
  it.each([
    [2, "0=2048M", 4606, 2048, "env", []],
    [2, "0=4606M", 4606, 4606, "env", []],
    [2, "0=8192M", 4606, 4606, "daemon", ["above-daemon"]],
    [2, "0=8192M", undefined, 8192, "env", []],
    [2, undefined, 4606, 4606, "daemon", []],
    [2, "8589934592", 4606, 4606, "daemon", ["ignored-by-cuda"]],
    [2, "8589934592", undefined, undefined, "none", ["ignored-by-cuda"]],
    [3, "0=2048M", 4606, 2048, "env", []],
    [3, "0=8192M", 4606, 4606, "namespace", ["above-daemon"]],
    [3, undefined, 4606, 4606, "namespace", []],
  ])(
    "of MPS v%i, %s of the container and %s of the daemon is %s by %s: %j",
    (protocol, own, memoryMiB, holds, by, reasons) => {
      const env = own === undefined ? {} : { [MEMORY]: own };
      expect(settled(env, { protocol, memoryMiB })).toMatchObject({
        memoryMiB: holds,
        setBy: { memory: by, threads: "none" },
        reasons,
      });
    },
  );

  it.each([2, 3])(
    "of MPS v%i is void, that of the daemon too, with a device that is not visible",
    (protocol) => {
      expect(
        settled({ [MEMORY]: "0=2G,1=4G" }, { protocol, memoryMiB: 4606, threads: 50 }),
      ).toEqual({
        memoryMiB: undefined,
        threads: 50,
        setBy: { memory: "none", threads: protocol === 3 ? "namespace" : "daemon" },
        enforced: "no",
        reasons: ["device-not-visible"],
      });
    },
  );

  it("leaves about what a context does not take", () => {
    const usable = (memoryMiB: number) => explained(podWith(), { daemon: { memoryMiB } }).memoryMiB;
    expect(usable(2048)).toBe(2048);
  });

  it.each([
    ["11.4", "11", "4", false],
    ["11.5", "11", "5", true],
    ["10.9", "10", "9", false],
    ["12.0", "12", "0", true],
  ])("needs CUDA 11.5: %s", (_, major, minor, holds) => {
    const labels = {
      ...MPS_LABELS,
      "nvidia.com/cuda.runtime-version.major": major,
      "nvidia.com/cuda.runtime-version.minor": minor,
    };
    const result = explained(podWith({ [MEMORY]: "0=2048M" }), { node: node(labels) });
    expect(result.memoryMiB).toBe(holds ? 2048 : undefined);
    expect(result.enforced).toBe(holds ? "yes" : "no");
    expect(result.reasons.includes("cuda-too-old")).toBe(!holds);
  });
});

describe("several devices", () => {
  const two = { resources: { limits: { "nvidia.com/gpu": 2 } } };
  const both = podWith({ [MEMORY]: "0=2G,1=4G" }, two);
  const cards = (count: string) => node({ ...MPS_LABELS, "nvidia.com/gpu.count": count });

  it("are in doubt where they may be replicas of one card", () => {
    expect(explained(both, { node: cards("4") })).toMatchObject({
      memoryMiB: 2048,
      enforced: "unknown",
    });
    expect(explained(both, { node: cards("4") }).reasons).toContain("device-uncertain");
    expect(explained(both).reasons).toContain("device-uncertain");
  });

  it("are not visible where the node has one card", () => {
    expect(explained(both, { node: cards("1") })).toMatchObject({
      memoryMiB: undefined,
      setBy: { memory: "none", threads: "daemon" },
      enforced: "no",
    });
  });

  it("are devices where cards are not shared", () => {
    const unshared = node({ ...MPS_LABELS, "nvidia.com/gpu.replicas": "1" });
    expect(explained(both, { node: unshared })).toMatchObject({ memoryMiB: 2048, enforced: "yes" });
  });

  it("are unlimited if the limit does not name them", () => {
    const one = podWith({ [MEMORY]: "0=2G" }, two);
    expect(explained(one, { node: MPS_NODE }).reasons).toContain("device-unlimited");
  });

  it("leave device 0 what the daemon says, if only another is named", () => {
    const second = podWith({ [MEMORY]: "1=2G" }, two);
    const unshared = node({ ...MPS_LABELS, "nvidia.com/gpu.replicas": "1" });
    expect(explained(second, { node: unshared })).toMatchObject({
      memoryMiB: 46068,
      setBy: { memory: "daemon", threads: "none" },
    });
  });
});

describe("enforced", () => {
  it('is "no" where nothing sets a limit', () => {
    expect(explained(podWith(), { daemon: {} })).toEqual({
      memoryMiB: undefined,
      threads: 100,
      setBy: NOTHING,
      enforced: "no",
      reasons: ["no-limit"],
    });
  });

  it('is "no" where one of two limits is void', () => {
    expect(settled({ [MEMORY]: "4G", [THREADS]: "50" }, {})).toMatchObject({ enforced: "no" });
  });

  it('is "unknown" while anything is in doubt', () => {
    expect(settled({ [MEMORY]: "$(M)", [THREADS]: "50" }, {})).toMatchObject({
      enforced: "unknown",
    });
  });
});
