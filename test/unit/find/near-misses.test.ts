import { findGpuContainers, type Issue, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, plainContainer, pod, THREADS } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };

function warningsOf(container: object): readonly Issue[] {
  const { warnings } = findGpuContainers(pod(container));
  expect(injectGpuConfig(pod(container), CONFIG).warnings).toEqual(warnings);
  return warnings;
}

describe("a resource that looks like a GPU and is not on the list", () => {
  it.each([
    "nvidia.com.gpu",
    "nvidia.com/gpus",
    "nvidia.com/GPU",
    "nvidia.com/a100",
    "nvidia.com/gpu-10gb",
    "nvidia.com/gpumem",
    "nvidia.com/GH200",
    "volcano.sh/vgpu-number",
    "example.com/vgpu",
  ])("is warned of: %s", (resource) => {
    const container = plainContainer({ resources: { limits: { [resource]: "1" } } });
    expect(warningsOf(container).map(({ code, path }) => [code, path.at(-1)])).toEqual([
      ["gpu/unlisted-resource", resource],
    ]);
    expect(isGpuWorkload(pod(container))).toBe(false);
    expect(warningsOf(plainContainer({ resources: { requests: { [resource]: 0 } } }))).toEqual([]);
  });

  it.each([
    "cpu",
    "memory",
    "nvidia.com/hostdev",
    "nvidia.com/mlnxnics",
    "amd.com/gpu",
    "example.com/gpu",
  ])("is not %s", (resource) => {
    expect(warningsOf({ resources: { limits: { [resource]: "1" } } })).toEqual([]);
  });

  it("is of no interest next to a GPU", () => {
    const limits = { "nvidia.com/gpu": 1, "nvidia.com/gpumem": 3000 };
    expect(warningsOf({ resources: { limits } })).toEqual([]);
  });

  it("is not a default name that the options leave out", () => {
    const object = pod({ resources: { limits: { "nvidia.com/gpu": 1 } } });
    expect(findGpuContainers(object, { gpuResources: ["nvidia.com/mig-*"] }).warnings).toEqual([]);
  });

  it("is shown with the name that was meant", () => {
    expect(warningsOf({ resources: { limits: { "nvidia.com.gpu": 2 } } })).toEqual([
      {
        code: "gpu/unlisted-resource",
        path: ["spec", "containers", 0, "resources", "limits", "nvidia.com.gpu"],
        message:
          "nvidia.com.gpu looks like a GPU, but is not one of gpuResources: no limits are written",
        hint: "did you mean nvidia.com/gpu?",
        suggestion: { key: "nvidia.com/gpu" },
        received: "2",
      },
    ]);
    expect(warningsOf({ resources: { limits: { "nvidia.com/a100": 2 } } })[0]?.hint).toBe(
      "add it to gpuResources",
    );
  });
});

describe("NVIDIA_VISIBLE_DEVICES", () => {
  const env = (value: unknown) => [
    { name: "A", value: "b" },
    { name: "NVIDIA_VISIBLE_DEVICES", value },
  ];

  it("is warned of in a container that requests no GPU", () => {
    expect(warningsOf(plainContainer({ env: env("all") }))).toEqual([
      {
        code: "gpu/unrequested",
        path: ["spec", "containers", 0, "env", 1],
        message:
          "NVIDIA_VISIBLE_DEVICES gives this container GPUs that it does not request: no limits are written",
        hint: 'request nvidia.com/gpu, or set it to "void"',
        received: '"all"',
      },
    ]);
  });

  it.each(["none", "void", "", 5])("is none of our business if it is %j", (value) => {
    expect(warningsOf(plainContainer({ env: env(value) }))).toEqual([]);
  });

  it("is what the last of several says", () => {
    expect(warningsOf(plainContainer({ env: [...env("all"), ...env("void")] }))).toEqual([]);
    expect(warningsOf(plainContainer({ env: [...env("void"), ...env("0")] }))).toHaveLength(1);
  });

  it("may be in a container that requests one", () => {
    expect(warningsOf(gpuContainer({ env: env("all") }))).toEqual([]);
  });
});

describe("a variable that is nearly one of ours", () => {
  it.each([
    "CUDA_MPS_PINNED_DEVICE_MEMORY_LIMIT",
    "CUDA_MPS_ACTIVE_THREADS_PERCENTAGE",
    "CUDA_MPS_CLIENT_PRIORTY",
    "CUDA-MPS-CLIENT-PRIORITY",
  ])("is warned of: %s", (name) => {
    expect(
      warningsOf(gpuContainer({ env: [{ name, value: "1" }] })).map(({ code }) => code),
    ).toEqual(["env/misspelled"]);
    expect(warningsOf(plainContainer({ env: [{ name, value: "1" }] }))).toEqual([]);
  });

  it.each([
    THREADS,
    "CUDA_MPS_PIPE_DIRECTORY",
    "CUDA_MPS_LOG_DIRECTORY",
    "CUDA_VISIBLE_DEVICES",
    "PATH",
  ])("is not %s", (name) => {
    const { warnings } = findGpuContainers(pod(gpuContainer({ env: [{ name, value: "1" }] })));
    expect(warnings).toEqual([]);
  });

  it("is shown with the name that was meant", () => {
    const name = "CUDA_MPS_PINNED_DEVICE_MEMORY_LIMIT";
    expect(warningsOf(gpuContainer({ env: [{ name, value: "0=4G" }] }))).toEqual([
      {
        code: "env/misspelled",
        path: ["spec", "containers", 0, "env", 0, "name"],
        message: `${name} is not a variable of MPS`,
        hint: "did you mean CUDA_MPS_PINNED_DEVICE_MEM_LIMIT?",
        suggestion: { value: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT" },
        received: `"${name}"`,
      },
    ]);
  });
});
