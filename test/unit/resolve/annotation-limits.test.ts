import {
  type AnnotationOptions,
  annotationLimits,
  findGpuContainers,
  formatIssue,
  type GpuContainer,
  injectGpuConfig,
  type LimitsFor,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it, vi } from "vitest";
import { gpuContainer, MEMORY, PRIORITY, pod, THREADS } from "../../helpers/manifests.ts";

const DOMAIN = "kube-mps.github.io";

/** A Deployment with two GPU containers, and annotations on its template and on itself. */
function deployment(template: object, own: object = {}) {
  const containers = [gpuContainer({ name: "a" }), gpuContainer({ name: "b" })];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { annotations: own },
    spec: { template: { metadata: { annotations: template }, spec: { containers } } },
  };
}

/** The variables that each container gets, or the issues. */
function outcome(object: ReturnType<typeof deployment>, options?: AnnotationOptions): unknown {
  const result = injectGpuConfig(object, annotationLimits(options), { missingConfig: "skip" });
  if (!result.ok) return result.issues.map(formatIssue);
  return result.value.object.spec.template.spec.containers.map(({ env = [] }) =>
    Object.fromEntries(
      (env as { name: string; value: string }[]).map((one) => [one.name, one.value]),
    ),
  );
}

describe("annotations of the pod template", () => {
  it("set each limit, for every container", () => {
    const env = { [MEMORY]: "0=4096M", [THREADS]: "50", [PRIORITY]: "1" };
    const annotations = {
      [`${DOMAIN}/memory`]: "4Gi",
      [`${DOMAIN}/threads`]: "50",
      [`${DOMAIN}/client-priority`]: "1",
      "example.com/memory": "1Ti",
    };
    expect(outcome(deployment(annotations))).toEqual([env, env]);
  });

  it("give way to those for one container", () => {
    const annotations = {
      [`${DOMAIN}/memory`]: "4Gi",
      [`memory.${DOMAIN}/b`]: "8Gi",
      [`threads.${DOMAIN}/b`]: "50",
    };
    expect(outcome(deployment(annotations))).toEqual([
      { [MEMORY]: "0=4096M" },
      { [MEMORY]: "0=8192M", [THREADS]: "50" },
    ]);
  });

  it("come before those of the object, field by field", () => {
    const own = {
      [`${DOMAIN}/memory`]: "1Gi",
      [`${DOMAIN}/threads`]: "10",
      [`memory.${DOMAIN}/b`]: "2Gi",
    };
    expect(outcome(deployment({ [`${DOMAIN}/memory`]: "4Gi" }, own))).toEqual([
      { [MEMORY]: "0=4096M", [THREADS]: "10" },
      { [MEMORY]: "0=4096M", [THREADS]: "10" },
    ]);
  });

  it("may be of another domain", () => {
    const annotations = { "example.com/threads": "50", "threads.example.com/b": "20" };
    expect(outcome(deployment(annotations), { prefix: "example.com" })).toEqual([
      { [THREADS]: "50" },
      { [THREADS]: "20" },
    ]);
  });

  it("may be missing: then there are no limits", () => {
    expect(outcome(deployment({}))).toEqual([{}, {}]);
    const result = injectGpuConfig(deployment({}), annotationLimits());
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual([
      "config/missing",
      "config/missing",
    ]);
  });
});

describe("an annotation for one container", () => {
  const limitsFor = annotationLimits({ fallback: { activeThreadPercentage: 50 } });

  it("may be for one without a GPU, or of another pod of the object", () => {
    const group = (name: string) => ({
      template: { spec: { containers: [gpuContainer({ name }), { name: `${name}-sidecar` }] } },
    });
    const cluster = (annotations: object) => ({
      apiVersion: "ray.io/v1",
      kind: "RayCluster",
      metadata: { annotations },
      spec: { headGroupSpec: group("head"), workerGroupSpecs: [group("worker")] },
    });
    const keys = ["head", "worker-sidecar"].map((name) => `memory.${DOMAIN}/${name}`);
    const object = cluster(Object.fromEntries(keys.map((key) => [key, "8Gi"])));
    expect(injectGpuConfig(object, limitsFor)).toMatchObject({ ok: true, warnings: [] });
    const text = JSON.stringify(object);
    expect(injectYaml(text, limitsFor)).toMatchObject({ ok: true, warnings: [] });
    const other = cluster({ [`memory.${DOMAIN}/heat`]: "8Gi" });
    expect(injectGpuConfig(other, limitsFor)).toMatchObject({
      issues: [{ suggestion: { key: `memory.${DOMAIN}/head` } }],
    });
  });

  it("may be in an item of a typed list", () => {
    const item = {
      metadata: { annotations: { [`memory.${DOMAIN}/main`]: "8Gi" } },
      spec: { containers: [gpuContainer()] },
    };
    const object = { apiVersion: "v1", kind: "PodList", items: [item] };
    expect(injectGpuConfig(object, limitsFor)).toMatchObject({ value: { changed: true } });
  });

  it("is not for one without a name", () => {
    const annotations = { [`memory.${DOMAIN}/undefined`]: "8Gi" };
    const object = {
      ...pod(gpuContainer({ name: undefined })),
      metadata: { annotations },
    };
    expect(unwrap(injectGpuConfig(object, limitsFor)).edits).toMatchObject([
      { value: [{ name: THREADS, value: "50" }] },
    ]);
  });

  it("is not compared with names that are not known", () => {
    const [container] = unwrap(
      findGpuContainers({
        ...pod(gpuContainer()),
        metadata: { annotations: { [`memory.${DOMAIN}/other`]: "8Gi" } },
      }),
    );
    expect(limitsFor(container as GpuContainer)).toEqual({ activeThreadPercentage: 50 });
  });
});

describe("a fallback", () => {
  const asked = { [`${DOMAIN}/threads`]: "50" };
  const both = { [MEMORY]: "0=4096M", [THREADS]: "50" };

  it.each<[string, AnnotationOptions["fallback"]]>([
    ["a config", { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 10 }],
    ["a function", () => ({ pinnedDeviceMemoryLimit: "4Gi" })],
    ["a result", () => validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" })],
    [
      "a decision",
      () => {
        const config = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" }));
        return { ok: true, value: { config, applied: [] }, warnings: [] };
      },
    ],
  ])("fills in what a pod does not ask for: %s", (_what, fallback) => {
    expect(outcome(deployment(asked), { fallback })).toEqual([both, both]);
  });

  it("is all there is without annotations", () => {
    const limitsFor = vi.fn<LimitsFor>(() => "exempt");
    expect(outcome(deployment({}), { fallback: limitsFor })).toEqual([{}, {}]);
    expect(limitsFor).toHaveBeenCalledTimes(2);
    expect(outcome(deployment(asked), { fallback: limitsFor })).toEqual([
      { [THREADS]: "50" },
      { [THREADS]: "50" },
    ]);
  });

  it("loses its memory for single devices to a memory that a pod asks for", () => {
    const fallback = { perDevicePinnedMemoryLimit: { 0: "1Gi" } };
    const memory = { [MEMORY]: "0=4096M" };
    expect(outcome(deployment({ [`${DOMAIN}/memory`]: "4Gi" }), { fallback })).toEqual([
      memory,
      memory,
    ]);
  });

  it("is reported at the container if it is invalid", () => {
    expect(outcome(deployment(asked), { fallback: { clientPriority: 2 as never } })).toEqual(
      [0, 1].map((index) =>
        expect.stringMatching(
          `^spec\\.template\\.spec\\.containers\\[${index}\\]: clientPriority: the client priority must be 0 or 1`,
        ),
      ),
    );
    const fails: LimitsFor = () => validateMpsConfig({ clientPriority: 2 }) as never;
    expect(outcome(deployment(asked), { fallback: fails })).toHaveLength(2);
  });
});

describe("a fallback that fails", () => {
  const warning = { code: "memory/rounded", path: [], message: "rounded" } as const;

  it.each<[string, unknown]>([
    ["is async", async () => ({ pinnedDeviceMemoryLimit: "4Gi" })],
    ["is a text", "4Gi"],
    ["returns a text", () => "4Gi"],
    ["returns a failed Result without an issue", () => ({ ok: false, issues: [], warnings: [] })],
    [
      "returns a failed Result with a warning",
      () => ({ ...validateMpsConfig({ clientPriority: 2 }), warnings: [warning] }),
    ],
    [
      "returns an invalid config with a warning",
      () => ({ ok: true, value: { clientPriority: 2 }, warnings: [warning] }),
    ],
    [
      "throws",
      () => {
        throw new Error("secret");
      },
    ],
  ])("fails the same whatever a pod asks for: %s", (_how, fallback) => {
    const limitsFor = annotationLimits({ fallback: fallback as LimitsFor });
    const result = injectGpuConfig(deployment({}), limitsFor);
    expect(result.ok).toBe(false);
    expect(injectGpuConfig(deployment({ [`${DOMAIN}/threads`]: "50" }), limitsFor)).toEqual(result);
  });
});

describe("the warnings of a fallback", () => {
  it("are kept whatever a pod asks for", () => {
    const limitsFor = annotationLimits({
      fallback: () => validateMpsConfig({ pinnedDeviceMemoryLimit: "4G" }),
    });
    const { warnings } = injectGpuConfig(deployment({}), limitsFor);
    expect(warnings.map(({ code }) => code)).toEqual(["memory/rounded", "memory/rounded"]);
    const asked = deployment({ [`${DOMAIN}/threads`]: "50" });
    expect(injectGpuConfig(asked, limitsFor).warnings).toEqual(warnings);
  });
});

describe("a mistake is an issue at the annotation, once", () => {
  const at = (key: string): string => `spec.template.metadata.annotations[${DOMAIN}/${key}]`;

  it.each([
    [
      "memory",
      "4GB",
      `${at("memory")}: invalid Kubernetes quantity; write 4Gi or 4G (got "4GB") [memory/syntax]`,
    ],
    [
      "memory",
      "1Mi",
      `${at("memory")}: the memory limit must be at least 512Mi (536870912 bytes); write "512Mi" or more (got "1Mi") [memory/too-small]`,
    ],
    [
      "threads",
      "half",
      `${at("threads")}: the thread percentage must be a number; write a whole number from 0 to 100, such as "50" (got "half") [threads/type]`,
    ],
    [
      "threads",
      "101",
      `${at("threads")}: the thread percentage must be between 0 and 100; write a number from 1 to 99, or 100 for no limit (got "101") [threads/range]`,
    ],
    ...["1000", "-1", "123456789012"].map((value) => [
      "threads",
      value,
      `${at("threads")}: the thread percentage must be between 0 and 100; write a number from 1 to 99, or 100 for no limit (got "${value}") [threads/range]`,
    ]),
    [
      "threads",
      "50.5",
      `${at("threads")}: the thread percentage must be a whole number; round it: CUDA documents whole numbers only (got "50.5") [threads/not-whole]`,
    ],
    [
      "client-priority",
      "-1",
      `${at("client-priority")}: the client priority must be 0 or 1; write "0" for normal, "1" for below normal (got "-1") [priority/value]`,
    ],
    [
      "client-priority",
      "high",
      `${at("client-priority")}: the client priority must be 0 or 1; write "0" for normal, "1" for below normal (got "high") [priority/value]`,
    ],
    [
      "memroy",
      "4Gi",
      `${at("memroy")}: unknown annotation "kube-mps.github.io/memroy"; did you mean kube-mps.github.io/memory? [config/unknown-key]`,
    ],
    [
      "gpu",
      "4Gi",
      `${at("gpu")}: unknown annotation "kube-mps.github.io/gpu"; the annotations are kube-mps.github.io/memory, kube-mps.github.io/threads, kube-mps.github.io/client-priority [config/unknown-key]`,
    ],
  ])("%s: %s", (key, value, issue) => {
    expect(outcome(deployment({ [`${DOMAIN}/${key}`]: value }))).toEqual([issue]);
  });

  it("in one for a single container", () => {
    expect(outcome(deployment({ [`memry.${DOMAIN}/a`]: "4Gi" }))).toEqual([
      `spec.template.metadata.annotations[memry.${DOMAIN}/a]: unknown annotation "memry.${DOMAIN}/a"; did you mean memory.${DOMAIN}/a? [config/unknown-key]`,
    ]);
  });

  it("by the smallest memory of the call", () => {
    const object = deployment({ [`${DOMAIN}/memory`]: "256Mi" });
    const options = { minMemory: "256Mi" };
    expect(injectGpuConfig(object, annotationLimits(), options).ok).toBe(true);
  });

  it.each<[string, string, string?]>([
    [`memory.${DOMAIN}/aa`, `did you mean memory.${DOMAIN}/a?`, `memory.${DOMAIN}/a`],
    [`memory.${DOMAIN}/other`, "the containers are a, b"],
    [`memory.${DOMAIN}/a/b`, "the containers are a, b"],
    [`memory.${DOMAIN}/`, `did you mean ${DOMAIN}/memory?`, `${DOMAIN}/memory`],
    [`memory.${DOMAIN}`, `did you mean ${DOMAIN}/memory?`, `${DOMAIN}/memory`],
    [`${DOMAIN}/memory/a`, `did you mean ${DOMAIN}/memory?`, `${DOMAIN}/memory`],
  ])("of a key: %s", (key, hint, suggested) => {
    const issue = {
      code: "config/unknown-key",
      message: `unknown annotation "${key}"`,
      hint,
      ...(suggested !== undefined && { suggestion: { key: suggested } }),
    };
    const limitsFor = annotationLimits({ fallback: { pinnedDeviceMemoryLimit: "4Gi" } });
    for (const [object, path] of [
      [deployment({ [key]: "8Gi" }), ["spec", "template"]],
      [deployment({}, { [key]: "8Gi" }), []],
    ] as const) {
      expect(injectGpuConfig(object, limitsFor)).toEqual({
        ok: false,
        issues: [{ ...issue, path: [...path, "metadata", "annotations", key] }],
        warnings: [],
      });
    }
  });

  it("also if it is not there yet", () => {
    expect(outcome(deployment({ [`${DOMAIN}/memory`]: Promise.resolve("4Gi") }))).toEqual([
      expect.stringMatching(/annotations\[kube-mps.github.io\/memory\]: .* \[input\/unresolved\]$/),
    ]);
  });

  it("and a warning is there too", () => {
    const { warnings } = injectGpuConfig(
      deployment({ [`${DOMAIN}/memory`]: "4G" }),
      annotationLimits(),
    );
    expect(warnings.map(({ code, path }) => [code, path.at(-1)])).toEqual([
      ["memory/rounded", `${DOMAIN}/memory`],
    ]);
  });

  it("in a text it has a position", () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    kube-mps.github.io/memory: 4GB
spec:
  containers:
    - resources: { limits: { nvidia.com/gpu: 1 } }
`;
    const result = injectYaml(text, annotationLimits());
    expect(result.ok ? [] : result.issues.map(({ position }) => position?.line)).toEqual([5]);
  });
});

describe("options", () => {
  it.each<[object, string]>([
    [
      { prefix: "not a domain" },
      'prefix: must be a DNS subdomain; write "kube-mps.github.io" (got "not a domain") [options/value]',
    ],
    [
      { prefix: 5 },
      'prefix: must be a DNS subdomain; write "kube-mps.github.io" (got 5) [options/value]',
    ],
    [
      { prefx: "a" },
      'prefx: unknown option "prefx"; did you mean prefix? (got "a") [options/unknown-key]',
    ],
  ])("that are wrong fail every call: %j", (options, issue) => {
    expect(outcome(deployment({}), options as never)).toEqual([issue]);
  });

  it("must be an object", () => {
    expect(outcome(deployment({}), "a" as never)).toContainEqual(
      expect.stringContaining("options must be an object"),
    );
  });

  it("that throw when they are read fail every call", () => {
    const options = {
      get prefix(): string {
        throw new Error("secret");
      },
    };
    expect(outcome(deployment({}), options)).toEqual([
      "reading the options threw; pass plain data [options/type]",
    ]);
  });
});
