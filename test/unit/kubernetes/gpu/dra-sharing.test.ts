import { describe, expect, it } from "vitest";
import { type DraQuery, readDraSharing } from "../../../../src/kubernetes/gpu/dra-sharing.ts";
import type { Manifest } from "../../../helpers/manifests.ts";

const GPU = "nvidia.com/gpu";

function ask(query: Partial<DraQuery>) {
  return readDraSharing({
    container: { name: "main", resources: { claims: [{ name: "gpu" }] } },
    resources: [],
    notOffered: [],
    spec: { resourceClaims: [{ name: "gpu", resourceClaimName: "mine" }] },
    status: {},
    namespace: undefined,
    deviceClasses: [deviceClass()],
    resourceClaims: undefined,
    ...query,
  });
}

function configFor(mpsConfig: Manifest, more: Manifest = {}) {
  const sharing = { strategy: "MPS", mpsConfig };
  return { opaque: { driver: "gpu.nvidia.com", parameters: { sharing } }, ...more };
}

const SLICING = {
  opaque: { driver: "gpu.nvidia.com", parameters: { sharing: { strategy: "TimeSlicing" } } },
};

function deviceClass(spec: Manifest = {}, name = "gpu.nvidia.com") {
  return { metadata: { name }, spec };
}

function claim(config: readonly object[], fields: Manifest = {}) {
  const requests = [{ name: "gpu", exactly: { deviceClassName: "gpu.nvidia.com" } }];
  return { metadata: { name: "mine" }, spec: { devices: { requests, config, ...fields } } };
}

describe("the daemon of a claim", () => {
  // Memory as in api/nvidia.com/resource/v1beta1/sharing_test.go of the driver.
  it.each<[config: Manifest, memoryMiB: number | undefined]>([
    [{ defaultPinnedDeviceMemoryLimit: "2Gi" }, 2048],
    [{ defaultPinnedDeviceMemoryLimit: "10Mi" }, 10],
    [{ defaultPinnedDeviceMemoryLimit: "1Gi" }, 1024],
    [{ defaultPinnedDeviceMemoryLimit: "10M" }, 9],
    [{ defaultPinnedDeviceMemoryLimit: "1G" }, 953],
    [
      { defaultPinnedDeviceMemoryLimit: "2Gi", defaultPerDevicePinnedMemoryLimit: { "0": "1Gi" } },
      1024,
    ],
    [{ defaultPerDevicePinnedMemoryLimit: { "0": "1Gi", "1": "2Gi" } }, undefined],
    [{ defaultPinnedDeviceMemoryLimit: "many" }, undefined],
    [{}, undefined],
  ])("%j has %s MiB", (config, memoryMiB) => {
    const expected = memoryMiB === undefined ? { mps: true } : { mps: true, memoryMiB };
    expect(ask({ resourceClaims: [claim([configFor(config)])] })).toEqual(expected);
  });

  it("has the percentage of the config", () => {
    const config = configFor({ defaultActiveThreadPercentage: 50 });
    expect(ask({ resourceClaims: [claim([config])] })).toEqual({ mps: true, threads: 50 });
  });

  it("is configured by the last config, those of classes first", () => {
    const half = configFor({ defaultActiveThreadPercentage: 50 });
    const third = configFor({ defaultActiveThreadPercentage: 33 });
    const deviceClasses = [deviceClass({ config: [half] })];
    expect(ask({ deviceClasses, resourceClaims: [claim([])] })).toEqual({ mps: true, threads: 50 });
    expect(ask({ deviceClasses, resourceClaims: [claim([third])] })?.threads).toBe(33);
    expect(ask({ resourceClaims: [claim([third, half])] })?.threads).toBe(50);
    expect(ask({ deviceClasses, resourceClaims: [claim([SLICING])] })).toEqual({ mps: false });
  });

  it("is configured for requests of a name, or for all", () => {
    const config = configFor({ defaultActiveThreadPercentage: 50 }, { requests: ["other"] });
    expect(ask({ resourceClaims: [claim([config])] })?.mps).toBe(true);
    const container = { resources: { claims: [{ name: "gpu", request: "gpu" }] } };
    expect(ask({ container, resourceClaims: [claim([config])] })).toEqual({ mps: false });
    const own = { ...config, requests: ["gpu/first"] };
    expect(ask({ container, resourceClaims: [claim([own])] })?.mps).toBe(true);
  });

  it("is not configured by another driver", () => {
    const config = { opaque: { ...configFor({}).opaque, driver: "gpu.example.com" } };
    expect(ask({ resourceClaims: [claim([config])] })).toEqual({ mps: false });
  });

  it("is not known without the claim or its class, or if the class has another name", () => {
    expect(ask({})).toEqual({ mps: "unknown" });
    expect(ask({ resourceClaims: [] })).toEqual({ mps: "unknown" });
    expect(ask({ resourceClaims: [claim([])], deviceClasses: undefined })).toEqual({
      mps: "unknown",
    });
    const requests = [{ name: "gpu", exactly: { deviceClassName: "nic.example.com" } }];
    const deviceClasses = [deviceClass({}, "nic.example.com")];
    const resourceClaims = [claim([], { requests })];
    expect(ask({ deviceClasses, resourceClaims })).toEqual({ mps: "unknown" });
  });

  it("is read of requests in every version of the API, and of alternatives", () => {
    const classes = [deviceClass({ config: [configFor({})] }, "mig.nvidia.com")];
    const all = [
      [{ name: "gpu", deviceClassName: "mig.nvidia.com" }],
      [{ name: "gpu", firstAvailable: [{ name: "a", deviceClassName: "mig.nvidia.com" }] }],
    ];
    for (const requests of all) {
      const resourceClaims = [claim([], { requests })];
      expect(ask({ deviceClasses: classes, resourceClaims })).toEqual({ mps: true });
    }
  });
});

describe("the claim of a container", () => {
  const config = [configFor({})];

  it("is the one that was made from a template, rather than the template", () => {
    const spec = { resourceClaims: [{ name: "gpu", resourceClaimTemplateName: "mine" }] };
    const status = { resourceClaimStatuses: [{ name: "gpu", resourceClaimName: "made" }] };
    const made = { ...claim([SLICING]), metadata: { name: "made" } };
    const template = { metadata: { name: "mine" }, spec: { spec: claim(config).spec } };
    expect(ask({ spec, status, resourceClaims: [template, made] })).toEqual({ mps: false });
    expect(ask({ spec, resourceClaims: [template, made] })).toEqual({ mps: true });
  });

  it("may have the name of a template", () => {
    const template = { metadata: { name: "mine" }, spec: { spec: claim(config).spec } };
    expect(ask({ resourceClaims: [template, claim([])] })).toEqual({ mps: false });
    const spec = { resourceClaims: [{ name: "gpu", resourceClaimTemplateName: "mine" }] };
    expect(ask({ spec, resourceClaims: [claim([]), template] })).toEqual({ mps: true });
  });

  it("is in the namespace of the pod", () => {
    const elsewhere = { ...claim(config), metadata: { name: "mine", namespace: "b" } };
    expect(ask({ namespace: "a", resourceClaims: [elsewhere] })).toEqual({ mps: "unknown" });
    expect(ask({ namespace: "b", resourceClaims: [elsewhere] })).toEqual({ mps: true });
  });

  it("of several that may be for GPUs, the one with MPS counts", () => {
    const container = { resources: { claims: [{ name: "nic" }, { name: "gpu" }] } };
    const nic = {
      metadata: { name: "nic" },
      status: { allocation: { devices: { results: [{ driver: "nic.example.com" }] } } },
    };
    const spec = {
      resourceClaims: [
        { name: "gpu", resourceClaimName: "mine" },
        { name: "nic", resourceClaimName: "nic" },
      ],
    };
    expect(ask({ container, spec, resourceClaims: [nic, claim(config)] })).toEqual({ mps: true });
    expect(ask({ container, spec, resourceClaims: [nic, claim([])] })).toEqual({ mps: false });
    const onlyNic = { resources: { claims: [{ name: "nic" }] } };
    expect(ask({ container: onlyNic, spec, resourceClaims: [nic] })).toEqual({
      mps: "other-device",
    });
  });

  it("is for a GPU if NVIDIA's driver allocated it", () => {
    const status = { allocation: { devices: { results: [{ driver: "gpu.nvidia.com" }] } } };
    const requests = [{ name: "gpu", exactly: { deviceClassName: "big-gpu" } }];
    const resourceClaims = [{ ...claim([], { requests }), status }];
    const deviceClasses = [deviceClass({}, "big-gpu")];
    expect(ask({ deviceClasses, resourceClaims })).toEqual({ mps: false });
  });
});

describe("a resource that a device class provides", () => {
  const extended = deviceClass({ extendedResourceName: GPU, config: [configFor({})] });

  it("is served by the driver if the node does not offer it", () => {
    const query = { resources: [GPU], deviceClasses: [extended] };
    expect(ask({ ...query, notOffered: [GPU] })).toEqual({ mps: true });
    expect(ask(query)).toBeUndefined();
  });

  it("is served by the driver if the status of the pod says so", () => {
    const requestMappings = [{ containerName: "main", resourceName: GPU }];
    const status = { extendedResourceClaimStatus: { requestMappings } };
    expect(ask({ resources: [GPU], status, deviceClasses: undefined })).toEqual({ mps: "unknown" });
    const container = { name: "other", resources: {} };
    expect(ask({ container, resources: [GPU], status })).toBeUndefined();
  });

  it("always is, by the name that every class has", () => {
    const resources = ["deviceclass.resource.kubernetes.io/gpu.nvidia.com"];
    expect(ask({ resources })).toEqual({ mps: false });
    expect(ask({ resources, deviceClasses: [extended] })).toEqual({ mps: true });
    expect(ask({ resources, deviceClasses: undefined })).toEqual({ mps: "unknown" });
  });
});

it("readDraSharing returns nothing for a container without claims", () => {
  expect(ask({ container: { resources: {} } })).toBeUndefined();
});
