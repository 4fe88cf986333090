import { V1Container, V1Deployment, V1EnvVar, V1Job, V1Pod } from "@kubernetes/client-node";
import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { deployment, gpuContainer, plainContainer, pod, THREADS } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];

function inject<T extends object>(object: T): T {
  const result = injectGpuConfig(object, CONFIG);
  if (!result.ok || !result.value.changed) throw new Error("not injected");
  return result.value.object;
}

describe("an instance of a class of @kubernetes/client-node", () => {
  it.each([V1Deployment, V1Job])("stays one: %o", (Kind) => {
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
  });

  it("keeps its own fields alone", () => {
    const object = Object.assign(new V1Pod(), pod(gpuContainer()));
    expect(Object.keys(inject(object))).toEqual(Object.keys(object));
  });
});

describe("an injected object", () => {
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

  it("keeps the order of keys, unknown fields, undefineds and symbols", () => {
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

  it("keeps keys named __proto__ as data on the way to an edit", () => {
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

  it("keeps maps without a prototype without one", () => {
    const spec: object = Object.assign(Object.create(null), { containers: [gpuContainer()] });
    expect(Object.getPrototypeOf(inject({ ...pod(), spec }).spec)).toBeNull();
  });

  it("is not frozen though the input was, and the input stays as it was", () => {
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

  it("is not the original that a setter of its own would write through to", () => {
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

  it("gives the same container at two places its limits at both", () => {
    const shared = gpuContainer();
    const after = inject(pod(shared, shared));
    expect(after.spec["containers"]).toEqual([
      gpuContainer({ env: ENV }),
      gpuContainer({ env: ENV }),
    ]);
    expect(shared).not.toHaveProperty("env");
  });
});
