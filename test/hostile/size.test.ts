import {
  findGpuContainers,
  type Injection,
  injectGpuConfig,
  isGpuWorkload,
  type Result,
  validateMpsConfig,
} from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, list, MEMORY, pod, THREADS } from "../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = { name: THREADS, value: "50" };

/** Generous: quadratic work takes minutes where linear work takes milliseconds. */
const SECONDS = 30_000;

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function changed(result: Result<Injection<object>>): unknown {
  return result.ok ? result.value.changed : result.issues.slice(0, 2);
}

describe("injection takes", { timeout: SECONDS }, () => {
  it("a million env entries", () => {
    const env = times(1e6, (index) => ({ name: `V${index}`, value: "x" }));
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    const [edit] = result.ok ? result.value.edits : [];
    expect(edit).toEqual({ op: "add", path: ["spec", "containers", 0, "env", 1e6], value: ENV });
  });

  it("half a million duplicates of one of our variables", () => {
    const env = times(1e6, (index) => ({ name: index % 2 ? `V${index}` : THREADS, value: "9" }));
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    const [container] = result.ok
      ? (result.value.object.spec["containers"] as [{ env: object[] }])
      : [{ env: [] }];
    expect(container.env).toHaveLength(500_001);
    expect(container.env.slice(0, 3)).toEqual([ENV, env[1], env[3]]);
  });

  it("a hundred thousand containers", () => {
    const object = pod(...times(1e5, () => gpuContainer({}, 2)));
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.edits).toHaveLength(1e5);
    const found = findGpuContainers(object);
    expect(found.ok && found.value).toHaveLength(1e5);
  });

  it("three hundred thousand warnings", () => {
    const object = { ...list(), items: [...times<unknown>(3e5, () => null), pod(gpuContainer())] };
    const result = injectGpuConfig(object, CONFIG);
    expect(changed(result)).toBe(true);
    expect(result.warnings).toHaveLength(3e5);
  });

  it("three hundred thousand issues", () => {
    const config = Object.fromEntries(times(3e5, (index) => [`threadPercentages${index}`, 1]));
    const result = injectGpuConfig(pod(gpuContainer()), config);
    expect(result.ok ? 0 : result.issues.length).toBe(3e5);
  });

  it("a hundred thousand resources, and limits per device", () => {
    const limits = Object.fromEntries(times(1e5, (index) => [`nvidia.com/mig-${index}`, 1]));
    expect(changed(injectGpuConfig(pod({ resources: { limits } }), CONFIG))).toBe(true);
    const perDevicePinnedMemoryLimit = Object.fromEntries(times(1e5, (index) => [index, "1Gi"]));
    expect(validateMpsConfig({ perDevicePinnedMemoryLimit }).ok).toBe(false);
  });

  it("strings of a hundred million characters", () => {
    const long = "9".repeat(1e8);
    for (const text of [long, `${long}x`, `0=${long}M`, " ".repeat(1e7)]) {
      expect(validateMpsConfig({ pinnedDeviceMemoryLimit: text }).ok).toBe(false);
      const result = injectGpuConfig(pod(gpuContainer({}, text)), CONFIG);
      expect(result.ok ? "" : result.issues[0].code).toBe("gpu/quantity");
    }
  });
});

describe("a depth", { timeout: SECONDS }, () => {
  function nested(depth: number, core: unknown): unknown {
    let value = core;
    for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
    return value;
  }

  it("of a hundred thousand levels in an unknown kind is not searched", () => {
    const object = { kind: "Unknown", spec: nested(1e5, pod(gpuContainer())) };
    expect(changed(injectGpuConfig(object, CONFIG))).toBe(false);
  });

  it("of a hundred thousand levels in fields that are not read is ignored", () => {
    const object = { ...pod(gpuContainer({ lifecycle: nested(1e5, 1) })), status: nested(1e5, 1) };
    expect(changed(injectGpuConfig(object, CONFIG))).toBe(true);
  });

  it("of a hundred thousand levels in a config is an issue", () => {
    const result = validateMpsConfig({
      pinnedDeviceMemoryLimit: nested(1e5, 1),
      x: nested(1e5, 1),
    });
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual([
      "config/unknown-key",
      "memory/type",
    ]);
  });

  it("of a hundred thousand Lists is an issue", () => {
    let object: object = pod(gpuContainer());
    for (let level = 0; level < 1e5; level++) object = list(object);
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["workload/too-deep"]);
    expect(isGpuWorkload(object)).toBe(true);
  });
});

describe("sharing", { timeout: SECONDS }, () => {
  it("of subtrees in an unknown kind is searched once", () => {
    let bomb: object = { a: 1 };
    for (let level = 0; level < 100; level++) bomb = { a: bomb, b: bomb, c: [bomb, bomb] };
    expect(changed(injectGpuConfig({ kind: "Unknown", spec: bomb }, CONFIG))).toBe(false);
  });

  it("of Lists is an issue", () => {
    let bomb: object = pod(gpuContainer());
    for (let level = 0; level < 8; level++) bomb = list(...times(1000, () => bomb));
    const result = injectGpuConfig(bomb, CONFIG);
    expect(result.ok ? [] : result.issues[0].code).toBe("workload/too-deep");
    expect(isGpuWorkload(bomb)).toBe(true);
  });

  it("of a List with itself is an issue", () => {
    const items: unknown[] = [];
    const object = { apiVersion: "v1", kind: "List", items };
    for (let index = 0; index < 1000; index++) items.push(object);
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok ? [] : result.issues[0].code).toBe("workload/too-deep");
  });

  it("of one Pod by a hundred thousand items is injected", () => {
    const one = pod(gpuContainer());
    const result = injectGpuConfig(list(...times(1e5, () => one)), CONFIG);
    expect(result.ok && result.value.edits).toHaveLength(1e5);
  });

  it("in a cycle through a Pod is injected", () => {
    const object: { self?: object } & ReturnType<typeof pod> = pod(gpuContainer());
    object.self = object;
    object.spec["self"] = object;
    const result = injectGpuConfig(object, CONFIG);
    expect(changed(result)).toBe(true);
    const unknown: Record<string, unknown> = { kind: "Unknown" };
    unknown["self"] = { unknown, list: [unknown] };
    expect(changed(injectGpuConfig(unknown, CONFIG))).toBe(false);
  });
});

describe("a string that makes regular expressions backtrack", { timeout: SECONDS }, () => {
  const long = (text: string) => text.repeat(1e5);
  const probes = [
    `${long("1")}.${long("1")}x`,
    `${long("0=1G,")}x`,
    long("0="),
    `0=${long("1")}`,
    `GPU-${long("a")}`,
    `${long(" ")}1${long(" ")}x`,
    `1${long(" ")}`,
    long("1e"),
    `${long("9")}Mi`,
    `a/${long("a.")}!`,
    long("$("),
    `${long("a-")}*`,
  ];

  it.each(probes.map((probe) => ({ name: probe.slice(0, 12), probe })))(
    "takes no longer than others: $name...",
    ({ probe }) => {
      const env = [MEMORY, THREADS].map((name) => ({ name, value: probe }));
      const object = pod(gpuContainer({ env }), {
        name: probe,
        resources: { limits: { [probe]: 1 } },
      });
      for (const onConflict of ["override", "keep", "error", "tighten"] as const) {
        const options = { onConflict, optOut: { label: probe } };
        injectGpuConfig(object, { ...CONFIG, pinnedDeviceMemoryLimit: "1Gi" }, options);
      }
      expect(validateMpsConfig({ pinnedDeviceMemoryLimit: probe, [probe]: 1 }).ok).toBe(false);
      const options = { gpuResources: [probe], resourceLimits: { [probe]: probe }, [probe]: 1 };
      expect(injectGpuConfig(object, CONFIG, options).ok).toBe(false);
      const kinds = [{ group: probe, kind: probe, pods: [probe, `a.${long("a[*]")}!`] }];
      injectGpuConfig(object, CONFIG, { kinds });
      expect(injectGpuConfig({ apiVersion: probe, kind: probe }, CONFIG).ok).toBe(true);
    },
  );
});
