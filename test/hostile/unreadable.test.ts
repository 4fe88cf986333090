import {
  compileOptions,
  findGpuContainers,
  type InjectOptions,
  injectGpuConfig,
  isGpuWorkload,
  isMpsError,
  kindsFromCrds,
  type MpsConfig,
  mpsConfigSchema,
  type Result,
  toEnv,
  toRecord,
  validateMpsConfig,
} from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, list, pod } from "../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };

/** Throws whatever is done with it. */
const throwing: object = new Proxy({}, {
  get(_, trap) {
    return () => {
      throw new Error(String(trap));
    };
  },
} as ProxyHandler<ProxyHandler<object>>);

function proxy(): object {
  return new Proxy({}, throwing as ProxyHandler<object>);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function getter(key: string): object {
  return Object.defineProperty({}, key, {
    enumerable: true,
    get() {
      throw new RangeError("mine");
    },
  });
}

function codes(result: Result<unknown>): string[] {
  return result.ok ? ["ok"] : result.issues.map(({ code }) => code);
}

const MANIFESTS: [name: string, object: object][] = [
  ["a Proxy that throws", proxy()],
  ["a revoked Proxy", revoked()],
  ["a kind that throws", getter("kind")],
  ["a spec that throws", { ...pod(), ...Object.defineProperties({}, {}), spec: proxy() }],
  ["containers that throw", pod(proxy())],
  ["a limit that throws", pod({ resources: { limits: getter("nvidia.com/gpu") } })],
  ["an env that throws", pod(gpuContainer({ env: [proxy()] }))],
  ["an item that throws", list(revoked())],
  ["an unknown kind that throws", { kind: "Unknown", spec: { deep: [proxy()] } }],
];

describe("a manifest with", () => {
  it.each(MANIFESTS)("%s is unreadable, and may use a GPU", (_, object) => {
    expect(codes(injectGpuConfig(object, CONFIG))).toEqual(["input/unreadable"]);
    expect(codes(findGpuContainers(object))).toEqual(["input/unreadable"]);
    expect(isGpuWorkload(object)).toBe(true);
  });
});

describe("definitions that", () => {
  it.each([
    ["are a Proxy that throws", proxy()],
    ["are a revoked Proxy", revoked()],
    ["have a spec that throws", [{ spec: proxy() }]],
    ["have a schema that throws", crdOf(getter("properties"))],
    ["have properties that throw", crdOf({ properties: getter("spec") })],
  ])("%s are unreadable", (_, crds) => {
    expect(codes(kindsFromCrds(crds))).toEqual(["input/unreadable"]);
  });
});

function crdOf(openAPIV3Schema: object): object {
  return {
    spec: { group: "example.com", names: { kind: "Farm" }, validation: { openAPIV3Schema } },
  };
}

describe("a config that", () => {
  it.each([
    ["is a Proxy that throws", proxy()],
    ["is a revoked Proxy", revoked()],
    ["has a getter that throws", getter("activeThreadPercentage")],
    ["has limits per device that throw", { perDevicePinnedMemoryLimit: getter("0") }],
  ])("%s is unreadable", (_, config) => {
    expect(codes(validateMpsConfig(config))).toEqual(["input/unreadable"]);
    expect(codes(toRecord(config, { name: "a" }))).toEqual(["input/unreadable"]);
    expect(codes(toEnv(config as MpsConfig))).toEqual(["input/unreadable"]);
    expect(codes(injectGpuConfig(pod(gpuContainer()), config))).toEqual(["input/unreadable"]);
    expect(mpsConfigSchema["~standard"].validate(config)).toMatchObject({
      issues: [{ code: "input/unreadable" }],
    });
    // The config is not read for an object without a GPU.
    expect(codes(injectGpuConfig(pod(), config))).toEqual(["ok"]);
  });
});

describe("options that", () => {
  it.each<[name: string, options: InjectOptions]>([
    ["are a Proxy that throws", proxy()],
    ["are a revoked Proxy", revoked()],
    ["have a getter that throws", getter("onConflict")],
    ["have a list that throws", { gpuResources: revoked() as string[] }],
  ])("%s are unreadable", (_, options) => {
    expect(codes(compileOptions(options))).toEqual(["input/unreadable"]);
    expect(codes(injectGpuConfig(pod(), CONFIG, options))).toEqual(["input/unreadable"]);
    expect(codes(findGpuContainers(pod(), options))).toEqual(["input/unreadable"]);
    expect(isGpuWorkload(pod(), options)).toBe(true);
  });

  it("hold a minMemory or devices that throws are unreadable", () => {
    expect(codes(validateMpsConfig(CONFIG, getter("minMemory")))).toEqual(["input/unreadable"]);
    expect(codes(toEnv(CONFIG, getter("devices")))).toEqual(["input/unreadable"]);
  });
});

it("metadata of a record that throws is unreadable", () => {
  expect(codes(toRecord(CONFIG, proxy() as never))).toEqual(["input/unreadable"]);
  expect(codes(toRecord(CONFIG, getter("name") as never))).toEqual(["input/unreadable"]);
});

it("isMpsError is false for a Proxy that throws", () => {
  expect([proxy(), revoked()].map(isMpsError)).toEqual([false, false]);
});

it("values that throw are ignored in fields that are not read", () => {
  const object = { ...pod(gpuContainer({ lifecycle: proxy() })), status: revoked() };
  const result = injectGpuConfig(object, CONFIG);
  expect(result.ok && result.value.changed).toBe(true);
  expect(result.ok && result.value.object.status).toBe(object.status);
});
