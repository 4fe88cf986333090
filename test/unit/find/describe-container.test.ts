import { findGpuContainers, type GpuContainer, type InjectOptions } from "kube-mps";
import { describe, expect, it } from "vitest";
import { deployment, gpuContainer, list, PRIORITY, pod } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const GPU = "nvidia.com/gpu";

/** The GPU containers of an object in which they are found. */
function find(object: unknown): readonly GpuContainer[] {
  const result = findGpuContainers(object);
  if (!result.ok) throw new Error(result.issues.map(at).join());
  return result.value;
}

describe("the description of a container", () => {
  it("has the role of the container", () => {
    const object = {
      apiVersion: "v1",
      kind: "Pod",
      spec: {
        initContainers: [
          gpuContainer({ name: "init" }),
          gpuContainer({ name: "sidecar", restartPolicy: "Always" }),
        ],
        containers: [gpuContainer({ name: "container", restartPolicy: "Always" })],
        ephemeralContainers: [gpuContainer({ name: "ephemeral" })],
      },
    };
    const spark = {
      apiVersion: "sparkoperator.k8s.io/v1beta2",
      kind: "SparkApplication",
      spec: { driver: { name: "inline", gpu: { name: GPU, quantity: 1 } } },
    };
    const roles = find(list(object, spark)).map(({ name, role, skip }) => [name, role, skip]);
    expect(roles).toEqual([
      ["container", "container", undefined],
      ["init", "init", undefined],
      ["sidecar", "sidecar", undefined],
      ["ephemeral", "ephemeral", "ephemeral"],
      ["inline", "inline", undefined],
    ]);
  });

  it("has the limits of an inline container, by the names of its fields", () => {
    const vars = [{ name: PRIORITY, value: "1" }];
    const object = {
      apiVersion: "example.com/v1",
      kind: "Tool",
      spec: { tool: { needs: { requests: { gpu: 2 } }, vars } },
    };
    const location = { path: "spec.tool", env: "vars", resources: "needs", gpuResources: ["gpu"] };
    const kinds = [{ group: "example.com", kind: "Tool", containers: [location] }];
    expect(findGpuContainers(object, { kinds })).toMatchObject({
      ok: true,
      value: [
        {
          path: ["spec", "tool"],
          name: undefined,
          role: "inline",
          gpus: [{ resource: "gpu", count: 2 }],
          current: {
            clientPriority: { state: "set", value: 1, path: ["spec", "tool", "vars", 0] },
          },
        },
      ],
    });
  });

  it("has the innermost object that the container belongs to", () => {
    const train = {
      ...deployment(gpuContainer()),
      metadata: { name: "train", namespace: "ml", labels: {} },
    };
    const generated = { ...pod(gpuContainer()), metadata: { generateName: "train-" } };
    const nameless = { ...pod(gpuContainer()), metadata: { name: 5, namespace: null } };
    const podList = {
      apiVersion: "v1",
      kind: "PodList",
      items: [{ spec: { containers: [gpuContainer()] } }],
    };
    const workloads = find(list(train, generated, nameless, podList)).map(
      ({ workload }) => workload,
    );
    const podRef = { apiVersion: "v1", kind: "Pod", namespace: undefined, name: undefined };
    expect(workloads).toMatchObject([
      {
        path: ["items", 0],
        apiVersion: "apps/v1",
        kind: "Deployment",
        namespace: "ml",
        name: "train",
      },
      { ...podRef, path: ["items", 1], name: "train-" },
      { ...podRef, path: ["items", 2] },
      { ...podRef, path: ["items", 3, "items", 0] },
    ]);
  });

  it("has the count of each GPU resource, and of all together", () => {
    const limits = { [GPU]: "1", "nvidia.com/gpu.shared": 2, cpu: 8 };
    const requests = { [GPU]: 1, "nvidia.com/mig-1g.5gb": "1" };
    expect(find(pod({ resources: { limits, requests } }))).toMatchObject([
      {
        gpus: [
          { resource: GPU, count: 1 },
          { resource: "nvidia.com/gpu.shared", count: 2 },
          { resource: "nvidia.com/mig-1g.5gb", count: 1 },
        ],
        count: 4,
      },
    ]);
  });

  it("has the labels and annotations of the object and of its pod template", () => {
    const object = {
      ...deployment(gpuContainer()),
      metadata: { labels: { team: "vision" }, annotations: { note: "a" } },
    };
    Object.assign(object.spec.template, { metadata: { annotations: { memory: "4Gi" } } });
    expect(find(list(object))[0]?.workload).toMatchObject({
      path: ["items", 0],
      labels: { team: "vision" },
      annotations: { note: "a" },
      podMetadata: {
        path: ["items", 0, "spec", "template", "metadata"],
        labels: {},
        annotations: { memory: "4Gi" },
      },
    });
    const labels = { team: "vision" };
    expect(find({ ...pod(gpuContainer()), metadata: { labels } })[0]?.workload).toMatchObject({
      labels,
      podMetadata: { path: ["metadata"], labels, annotations: {} },
    });
  });

  it("has the metadata of the object for an inline container", () => {
    const object = {
      apiVersion: "sparkoperator.k8s.io/v1beta2",
      kind: "SparkApplication",
      metadata: { annotations: { note: "a" } },
      spec: { driver: { gpu: { name: GPU, quantity: 1 } } },
    };
    expect(find(object)[0]?.workload.podMetadata).toEqual({
      path: ["metadata"],
      labels: {},
      annotations: { note: "a" },
    });
  });

  it("has the namespace of the options for an object without one", () => {
    const named = { ...pod(gpuContainer()), metadata: { namespace: "b" } };
    const object = list(pod(gpuContainer()), named);
    const options: InjectOptions = { namespace: "a" };
    const found = findGpuContainers(object, options);
    expect(found.ok && found.value.map(({ workload }) => workload.namespace)).toEqual(["a", "b"]);
  });
});
