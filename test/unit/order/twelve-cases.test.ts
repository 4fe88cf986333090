// The test cases of the requirements: five for GPU validation, three for the MPS environment
// variables, four for GPU and MPS together.
import { injectGpuConfig, isGpuWorkload, toEnv, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  MEMORY,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const CONFIG = { activeThreadPercentage: 80, pinnedDeviceMemoryLimit: 1073741824 };
const ENV = [
  { name: MEMORY, value: "0=1024M" },
  { name: THREADS, value: "80" },
];

describe("GPU validation", () => {
  it("accepts a valid configuration: 80 percent of the threads, 1073741824 bytes", () => {
    expect(validateMpsConfig(CONFIG)).toEqual({ ok: true, value: CONFIG, warnings: [] });
  });

  it("rejects a thread percentage outside 0 to 100", () => {
    const found = [0, 100, 101, -1].map((activeThreadPercentage) => {
      const result = validateMpsConfig({ activeThreadPercentage });
      return result.ok ? "valid" : result.issues.map(at).join();
    });
    expect(found).toEqual([
      "valid",
      "valid",
      "threads/range activeThreadPercentage",
      "threads/range activeThreadPercentage",
    ]);
  });

  it("rejects a memory limit below 512 MB, which is 536870912 bytes", () => {
    const found = [536870912, 536870911].map((pinnedDeviceMemoryLimit) => {
      const result = validateMpsConfig({ pinnedDeviceMemoryLimit });
      return result.ok ? "valid" : result.issues.map(at).join();
    });
    expect(found).toEqual(["valid", "memory/too-small pinnedDeviceMemoryLimit"]);
  });

  it("catches a missing configuration where a GPU is requested", () => {
    const result = injectGpuConfig(pod(gpuContainer()), undefined);
    expect(result.ok ? [] : result.issues.map(at)).toEqual(["config/missing"]);
  });

  it("returns an object without a GPU unchanged, without validation", () => {
    const object = pod(plainContainer());
    expect(isGpuWorkload(object)).toBe(false);
    const result = injectGpuConfig(object, { activeThreadPercentage: 101 });
    expect(result.ok && result.value.object).toBe(object);
  });
});

describe("MPS environment variables", () => {
  it("hold both limits", () => {
    expect(unwrap(toEnv(unwrap(validateMpsConfig(CONFIG))))).toEqual(ENV);
  });

  it("hold the memory limit as CUDA reads it: by device, in MiB", () => {
    expect(unwrap(toEnv({ pinnedDeviceMemoryLimit: 536870912 }))).toEqual([
      { name: MEMORY, value: "0=512M" },
    ]);
  });

  it("omit a thread percentage of 0, which sets no limit", () => {
    expect(
      unwrap(toEnv({ activeThreadPercentage: 0, pinnedDeviceMemoryLimit: 1073741824 })),
    ).toEqual([ENV[0]]);
  });
});

describe("GPU and MPS together", () => {
  it("inject a Pod", () => {
    const result = unwrap(injectGpuConfig(pod(gpuContainer()), CONFIG));
    expect(result.object).toEqual(pod(gpuContainer({ env: ENV })));
  });

  it("inject a Deployment, the GPU containers only", () => {
    const result = unwrap(injectGpuConfig(deployment(gpuContainer(), plainContainer()), CONFIG));
    expect(result.object).toEqual(deployment(gpuContainer({ env: ENV }), plainContainer()));
  });

  it("add the resource limit that a GPU request lacks, and those of the platform", () => {
    const resources = { requests: { "nvidia.com/gpu": 1 } };
    const { object } = unwrap(
      injectGpuConfig(pod(gpuContainer({ resources })), CONFIG, {
        resourceLimits: { "example.com/gpu-memory": 1 },
      }),
    );
    expect(object).toEqual(
      pod(
        gpuContainer({
          resources: { ...resources, limits: { "nvidia.com/gpu": 1, "example.com/gpu-memory": 1 } },
          env: ENV,
        }),
      ),
    );
  });

  it("return a clear error for an invalid configuration, and no object", () => {
    const result = injectGpuConfig(deployment(gpuContainer()), { activeThreadPercentage: 150 });
    expect(result).toEqual({
      ok: false,
      issues: [
        {
          code: "threads/range",
          path: ["activeThreadPercentage"],
          message: "the thread percentage must be between 0 and 100",
          hint: "write a number from 1 to 99, or 100 for no limit",
          received: "150",
        },
      ],
      warnings: [],
    });
  });
});
