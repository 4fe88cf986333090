import { compileOptions, injectGpuConfig, toJsonPatch, validateMpsConfig } from "kube-mps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gpuContainer, list, pod } from "../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
let before: PropertyKey[][];

beforeEach(() => {
  before = prototypes.map(Reflect.ownKeys);
});

afterEach(() => {
  expect(prototypes.map(Reflect.ownKeys)).toEqual(before);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

/** A manifest with a key of its own of this name in every object. */
function withKey(key: string, value: unknown): object {
  const text = JSON.stringify(list(pod(gpuContainer({ env: [{ name: "A" }] }))));
  const own = JSON.stringify(value);
  return JSON.parse(text.replaceAll("{", `{"${key}":${own},`).replaceAll(",}", "}")) as object;
}

describe("a key that has a meaning in JavaScript", () => {
  it.each(KEYS)("is data like any other: %s", (key) => {
    for (const value of [{ polluted: true }, "x", null, [{ polluted: true }]]) {
      const object = withKey(key, value);
      const result = injectGpuConfig(object, CONFIG);
      expect(result.ok && result.value.changed).toBe(true);
      const text = JSON.stringify(result.ok && result.value.object);
      expect(text).toContain('"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE","value":"50"');
      expect(text.split(`"${key}":`)).toHaveLength(
        JSON.stringify(object).split(`"${key}":`).length,
      );
    }
  });

  it.each(KEYS)("can be the name of a container, a variable and a replica: %s", (key) => {
    const container = gpuContainer({ name: key, env: [{ name: key, value: key }] });
    const roles = JSON.parse(
      `{"${key}":{"template":{"spec":{"containers":[${JSON.stringify(container)}]}}}}`,
    ) as object;
    const job = {
      apiVersion: "kubeflow.org/v1",
      kind: "PyTorchJob",
      spec: { pytorchReplicaSpecs: roles },
    };
    const result = injectGpuConfig(job, CONFIG);
    const path = ["spec", "pytorchReplicaSpecs", key, "template", "spec", "containers", 0];
    expect(result).toMatchObject({ ok: true, value: { containers: [{ path, name: key }] } });
    const specs = result.ok ? result.value.object.spec.pytorchReplicaSpecs : {};
    expect(Object.keys(specs)).toEqual([key]);
    expect(JSON.stringify(specs)).toContain("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
    expect(JSON.stringify(roles)).not.toContain("CUDA_MPS");
  });

  it.each(KEYS)("is not a known kind, option or limit: %s", (key) => {
    const objects = [
      { apiVersion: key, kind: key },
      { apiVersion: `${key}/v1`, kind: "Pod" },
    ];
    for (const object of objects) {
      expect(injectGpuConfig(object, null)).toMatchObject({ ok: true, value: { changed: false } });
    }
    const own = JSON.parse(`{"${key}": {"activeThreadPercentage": 50}}`) as object;
    expect(validateMpsConfig(own)).toMatchObject({
      ok: false,
      issues: [{ code: "config/unknown-key", path: [key] }],
    });
    expect(compileOptions(own)).toMatchObject({
      ok: false,
      issues: [{ code: "options/unknown-key", path: [key] }],
    });
    expect(compileOptions({ onConflict: key as "keep" })).toMatchObject({
      ok: false,
      issues: [{ code: "options/value" }],
    });
  });

  it("is escaped in a JSON Pointer like any other", () => {
    const edits = [{ op: "add" as const, path: ["a/b", "~", "__proto__", 0], value: null }];
    expect(toJsonPatch(edits)).toEqual([{ op: "add", path: "/a~1b/~0/__proto__/0", value: null }]);
  });
});
