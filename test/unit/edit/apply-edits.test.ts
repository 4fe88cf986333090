import { V1Container, V1Deployment, V1EnvVar, V1Job, V1Pod } from "@kubernetes/client-node";
import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/edit/apply-edits.ts";
import type { Edit } from "../../../src/edit/edit.ts";
import { applyPlainly } from "../../helpers/apply-patch.ts";
import { deployment, gpuContainer, plainContainer, pod, THREADS } from "../../helpers/manifests.ts";

const OBJECT = {
  a: { b: 1 },
  list: [0, 1, 2, 3],
  other: [4, 5],
  rows: [
    [6, 7],
    [8, 9],
  ],
};

const replace = (...path: (string | number)[]): Edit => ({ op: "replace", path, value: "new" });
const remove = (...path: (string | number)[]): Edit => ({ op: "remove", path });

describe("applyEdits", () => {
  // In orders that no plan has, too: an edit means the same at any place of the list.
  it.each<[string, Edit[]]>([
    ["an object after a field of it", [replace("a", "b"), replace("a")]],
    ["one field twice", [replace("a", "b"), replace("a", "b")]],
    ["items of one list", [remove("list", 3), remove("list", 1)]],
    ["items of two lists in turns", [remove("list", 3), remove("other", 0), remove("list", 1)]],
    ["an item before one that is removed", [remove("list", 3), replace("list", 0)]],
    ["an item of an item before one that is removed", [remove("rows", 1), remove("rows", 0, 0)]],
    ["items of items", [remove("rows", 1, 0), remove("rows", 0, 1), remove("rows", 0, 0)]],
  ])("applies edits of %s in order", (_name, edits) => {
    const before = structuredClone(OBJECT);
    expect(applyEdits(OBJECT, edits)).toEqual(applyPlainly(OBJECT, edits));
    expect(OBJECT).toEqual(before);
  });
});

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];

function inject<T extends object>(object: T): T {
  const result = injectGpuConfig(object, CONFIG);
  if (!result.ok || !result.value.changed) throw new Error("not injected");
  return result.value.object;
}

describe("injection copies what it changes and", () => {
  it.each([V1Deployment, V1Job])(
    "keeps the class of an object of @kubernetes/client-node: %o",
    (Kind) => {
      const created = new Date(0);
      const container = Object.assign(new V1Container(), gpuContainer({ env: [new V1EnvVar()] }));
      const object = Object.assign(new Kind(), {
        apiVersion: Kind === V1Job ? "batch/v1" : "apps/v1",
        kind: Kind.name.slice(2),
        metadata: { creationTimestamp: created },
        spec: { template: { spec: { containers: [container] } } },
      });
      const after = inject(object);
      expect(after).toBeInstanceOf(Kind);
      expect(after.metadata.creationTimestamp).toBe(created);
      expect(after.metadata).toBe(object.metadata);
      const [changed] = after.spec.template.spec.containers;
      expect(changed).toBeInstanceOf(V1Container);
      expect(changed?.env?.[0]).toBe(container.env?.[0]);
      expect(container.env).toHaveLength(1);
      expect(changed?.env).toEqual([new V1EnvVar(), ...ENV]);
    },
  );

  it("adds no field to an object of a class", () => {
    const object = Object.assign(new V1Pod(), pod(gpuContainer()));
    expect(Object.keys(inject(object))).toEqual(Object.keys(object));
  });

  it("shares every subtree that no edit goes through", () => {
    const object = deployment(plainContainer(), gpuContainer());
    const after = inject(object);
    expect(after).not.toBe(object);
    expect(after.metadata).toBe(object.metadata);
    expect(after.spec.template.metadata).toBe(object.spec.template.metadata);
    const [before, now] = [object, after].map(
      ({ spec }) => spec.template.spec.containers as { resources: unknown }[],
    );
    expect(now?.[0]).toBe(before?.[0]);
    expect(now?.[1]?.resources).toBe(before?.[1]?.resources);
    expect(before?.[1]).not.toHaveProperty("env");
  });

  it("keeps the order of keys, unknown fields, undefined values and symbols", () => {
    const mark = Symbol("mark");
    const container = {
      zebra: 1,
      env: undefined,
      [mark]: 1,
      ...gpuContainer(),
      aardvark: undefined,
    };
    const after = inject(pod(container)).spec["containers"] as object[];
    expect(Reflect.ownKeys(after[0] ?? {})).toEqual(Reflect.ownKeys(container));
    expect(after[0]).toStrictEqual({ ...container, env: ENV });
  });

  it("keeps keys named __proto__ as data", () => {
    const text = `{"apiVersion":"v1","kind":"Pod","__proto__":{"a":1},
      "spec":{"containers":[{"__proto__":{"b":2},"resources":{"limits":{"__proto__":3,"nvidia.com/gpu":1}}}]}}`;
    const after = inject(JSON.parse(text) as object);
    expect(JSON.stringify(after)).toBe(
      JSON.stringify(JSON.parse(text)).replace("}}}]}}", `}},"env":${JSON.stringify(ENV)}}]}}`),
    );
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it("keeps keys named __proto__ as data on the path of an edit", () => {
    const template = { spec: { containers: [gpuContainer()] } };
    const replicas = JSON.parse(`{"__proto__":${JSON.stringify({ template })}}`) as object;
    const spec = { pytorchReplicaSpecs: replicas };
    const after = inject({ apiVersion: "kubeflow.org/v1", kind: "PyTorchJob", spec });
    const copy = after.spec.pytorchReplicaSpecs;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.entries(copy)).toEqual([
      ["__proto__", { template: { spec: { containers: [gpuContainer({ env: ENV })] } } }],
    ]);
  });

  it("keeps objects without a prototype", () => {
    const spec: object = Object.assign(Object.create(null), { containers: [gpuContainer()] });
    expect(Object.getPrototypeOf(inject({ ...pod(), spec }).spec)).toBeNull();
  });

  it("returns unfrozen objects for a frozen input, which stays as it was", () => {
    const freeze = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    };
    class Holder {
      containers = [gpuContainer({ env: [{ name: "A" }] })];
    }
    const object = { ...pod(), spec: new Holder() };
    freeze(object);
    const before = JSON.stringify(object);
    const after = inject(object);
    expect(JSON.stringify(object)).toBe(before);
    expect(after.spec).toBeInstanceOf(Holder);
    for (const part of [after, after.spec, after.spec.containers, after.spec.containers[0]]) {
      expect(Object.isFrozen(part)).toBe(false);
    }
    expect(Object.getOwnPropertyDescriptor(after.spec, "containers")).toMatchObject({
      writable: true,
      configurable: true,
    });
  });

  it("does not write through a setter of the input", () => {
    let containers: unknown = [gpuContainer()];
    class Holder {}
    const spec = Object.defineProperty(new Holder(), "containers", {
      get: () => containers,
      set: (value: unknown) => {
        containers = value;
      },
      enumerable: true,
    });
    const after = inject({ ...pod(), spec: spec as { containers?: unknown } });
    expect(containers).toEqual([gpuContainer()]);
    expect(after.spec.containers).toEqual([gpuContainer({ env: ENV })]);
    expect(after.spec).toBeInstanceOf(Holder);
  });

  it("edits both places of a container that is in the list twice", () => {
    const shared = gpuContainer();
    const after = inject(pod(shared, shared));
    expect(after.spec["containers"]).toEqual([
      gpuContainer({ env: ENV }),
      gpuContainer({ env: ENV }),
    ]);
    expect(shared).not.toHaveProperty("env");
  });
});
