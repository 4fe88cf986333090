import {
  annotationLimits,
  type Decision,
  formatIssue,
  type GpuContainer,
  injectGpuConfig,
  type LimitsContext,
  type LimitsFor,
  toRecord,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import { reviewAdmission, reviewAdmissionAsync } from "kube-mps/admission";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it, vi } from "vitest";
import { type FoundContainer, findContainers } from "../../../src/find/find-containers.ts";
import { LimitsResolver } from "../../../src/resolve/limits-resolver.ts";
import {
  deployment,
  gpuContainer,
  list,
  MEMORY,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { defaultSettings } from "../../helpers/settings.ts";

const VALIDATED = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" }));

/** The action for each container, or the reason why it is skipped. */
function actionsOf(limits: LimitsFor, options = {}) {
  const object = pod(gpuContainer({ name: "a" }), gpuContainer({ name: "b" }));
  const { containers, reason } = unwrap(injectGpuConfig(object, limits, options));
  return { reason, actions: containers.map((one) => one.reason ?? one.action) };
}

function issuesOf(limits: LimitsFor, object: object = pod(gpuContainer()), options = {}) {
  const result = injectGpuConfig(object, limits, options);
  return result.ok ? [] : result.issues.map(formatIssue);
}

describe("a LimitsFor", () => {
  it("can give two containers of a pod different limits", () => {
    const object = pod(gpuContainer({ name: "a" }), plainContainer(), gpuContainer({ name: "b" }));
    const limitsFor: LimitsFor = ({ name }) => ({ activeThreadPercentage: name === "a" ? 20 : 60 });
    expect(unwrap(injectGpuConfig(object, limitsFor)).edits).toEqual([
      {
        op: "add",
        path: ["spec", "containers", 0, "env"],
        value: [{ name: THREADS, value: "20" }],
      },
      {
        op: "add",
        path: ["spec", "containers", 2, "env"],
        value: [{ name: THREADS, value: "60" }],
      },
    ]);
  });

  it("is called once for each GPU container, with its description", () => {
    const calls: GpuContainer[] = [];
    const labels = { team: "vision" };
    const object = {
      ...deployment(gpuContainer({ env: [{ name: THREADS, value: "30" }] }, "2"), plainContainer()),
      metadata: { name: "trainer", namespace: "ml", labels, annotations: { note: "a" } },
    };
    unwrap(
      injectGpuConfig(list(object), (container) => {
        calls.push(container);
        return VALIDATED;
      }),
    );
    expect(calls).toEqual([
      {
        path: ["items", 0, "spec", "template", "spec", "containers", 0],
        name: "main",
        role: "container",
        gpus: [{ resource: "nvidia.com/gpu", count: 2 }],
        count: 2,
        current: {
          memory: { state: "unset" },
          threads: {
            state: "set",
            value: 30,
            text: "30",
            path: ["items", 0, "spec", "template", "spec", "containers", 0, "env", 0],
          },
          clientPriority: { state: "unset" },
        },
        workload: {
          path: ["items", 0],
          apiVersion: "apps/v1",
          kind: "Deployment",
          namespace: "ml",
          name: "trainer",
          labels,
          annotations: { note: "a" },
          podMetadata: {
            path: ["items", 0, "spec", "template", "metadata"],
            labels: {},
            annotations: {},
          },
        },
      },
    ]);
  });

  it.each<[string, object, object]>([
    ["has no GPU", pod(plainContainer()), {}],
    [
      "opts out",
      { ...pod(gpuContainer()), metadata: { labels: { off: "true" } } },
      { optOut: { label: "off" } },
    ],
    ["is of an unknown kind", { kind: "A", spec: { containers: [gpuContainer()] } }, {}],
  ])("is not called for an object that %s", (_what, object, options) => {
    const limitsFor = vi.fn<LimitsFor>(() => VALIDATED);
    expect(unwrap(injectGpuConfig(object, limitsFor, options)).changed).toBe(false);
    expect(limitsFor).not.toHaveBeenCalled();
  });

  it.each<[string, ReturnType<LimitsFor>]>([
    ["a config as written", { pinnedDeviceMemoryLimit: "4Gi" }],
    ["a validated config", VALIDATED],
    ["a record", unwrap(toRecord(VALIDATED, { name: "small" }))],
    ["a result", { ok: true, value: VALIDATED, warnings: [] }],
    ["a decision", { ok: true, value: { config: VALIDATED, applied: [] }, warnings: [] }],
  ])("can return %s", (_what, answer) => {
    const { object } = unwrap(injectGpuConfig(pod(gpuContainer()), () => answer));
    expect(object).toEqual(pod(gpuContainer({ env: [{ name: MEMORY, value: "0=4096M" }] })));
  });

  it.each<[string, ReturnType<LimitsFor>]>([
    ["undefined", undefined],
    ["null", null],
    ["an empty config", {}],
    [
      "a decision without a config",
      { ok: true, value: { config: undefined, applied: [] }, warnings: [] },
    ],
  ])("can return no limits: %s", (_what, answer) => {
    expect(issuesOf(() => answer)).toEqual([
      expect.stringMatching(
        /^spec\.containers\[0\]: MPS config is required; .* \[config\/missing\]$/,
      ),
    ]);
    expect(actionsOf(() => answer, { missingConfig: "skip" })).toEqual({
      reason: "no-config",
      actions: ["no-config", "no-config"],
    });
  });

  it("can return no limits for one container alone", () => {
    const limitsFor: LimitsFor = ({ name }) => (name === "a" ? undefined : VALIDATED);
    expect(actionsOf(limitsFor, { missingConfig: "skip" })).toEqual({
      reason: undefined,
      actions: ["no-config", "injected"],
    });
  });

  it("can exempt a container", () => {
    expect(actionsOf(() => "exempt")).toEqual({ reason: "exempt", actions: ["exempt", "exempt"] });
    expect(actionsOf(({ name }) => (name === "a" ? "exempt" : VALIDATED))).toEqual({
      reason: undefined,
      actions: ["exempt", "injected"],
    });
  });

  it("can return a decision, which is written whatever onConflict says", () => {
    const object = pod(gpuContainer({ env: [{ name: THREADS, value: "30" }] }));
    const config = unwrap(validateMpsConfig({ activeThreadPercentage: 60 }));
    const decision: Decision = { config, applied: [] };
    for (const onConflict of ["override", "keep", "error", "tighten"] as const) {
      const result = injectGpuConfig(object, () => ({ ok: true, value: decision, warnings: [] }), {
        onConflict,
      });
      expect(unwrap(result).object).toEqual(
        pod(gpuContainer({ env: [{ name: THREADS, value: "60" }] })),
      );
    }
  });

  it("gets the namespace of the options for objects without one", () => {
    const calls: unknown[] = [];
    const object = list(pod(gpuContainer()), {
      ...pod(gpuContainer()),
      metadata: { namespace: "b" },
    });
    unwrap(
      injectGpuConfig(
        object,
        ({ workload }) => {
          calls.push(workload.namespace);
          return VALIDATED;
        },
        { namespace: "a" },
      ),
    );
    expect(calls).toEqual(["a", "b"]);
  });
});

describe("the context of a LimitsFor", () => {
  const contextOf = (gpus: string, env: object[], options = {}) => {
    const contexts: (LimitsContext | undefined)[] = [];
    const object = pod(gpuContainer({ env }, gpus));
    injectGpuConfig(object, (_container, context) => void contexts.push(context), options);
    return contexts;
  };

  const plainContextOf = (...args: Parameters<typeof contextOf>) =>
    contextOf(...args).map(({ containerNames: _, ...plain } = {} as never) => plain);

  it("has the names of all containers of the pod and of the object", () => {
    const names: unknown[] = [];
    const object = list(pod(gpuContainer(), plainContainer()), pod(plainContainer()));
    injectGpuConfig(object, (_container, context) => {
      names.push(context?.containerNames?.("pod"), context?.containerNames?.("object"));
      return VALIDATED;
    });
    expect(names).toEqual([
      ["main", "plain"],
      ["main", "plain"],
    ]);
  });

  it("has the smallest memory limit, and how many devices are certainly visible", () => {
    expect(plainContextOf("2", [])).toEqual([{ minMemory: 2 ** 29, devices: 1 }]);
    const options = { minMemory: "1Gi", gpuUnit: "device" };
    expect(plainContextOf("2", [], options)).toEqual([{ minMemory: 2 ** 30, devices: 2 }]);
    const visible = { name: "CUDA_VISIBLE_DEVICES", value: "0" };
    expect(plainContextOf("2", [visible], options)).toEqual([{ minMemory: 2 ** 30, devices: 1 }]);
    expect(plainContextOf("${N}", [], options)).toEqual([{ minMemory: 2 ** 30, devices: 1 }]);
  });
});

describe("a record for all containers", () => {
  const record = {
    apiVersion: "kube-mps.github.io/v1alpha1",
    kind: "MpsConfig",
    spec: { perDevicePinnedMemoryLimit: { "1": "4Gi" } },
  } as const;

  it("has its problems reported through its spec", () => {
    expect(issuesOf(record as never)).toEqual([
      expect.stringMatching(/^spec\.perDevicePinnedMemoryLimit\[1\]: device 1 /),
    ]);
    expect(issuesOf(() => record)).toEqual([
      expect.stringMatching(
        /^spec\.containers\[0\]: spec\.perDevicePinnedMemoryLimit\[1\]: device 1 /,
      ),
    ]);
    const wrong = { ...record, spec: { clientPriority: 2 }, kind: "Mps", extra: 1 };
    expect(issuesOf(() => wrong as never)).toEqual([
      expect.stringMatching(/^spec\.containers\[0\]: kind: /),
    ]);
    const odd = { ...record, spec: { clientPriority: 2 }, extra: 1 };
    expect(issuesOf(() => odd as never)).toEqual([
      expect.stringMatching(/^spec\.containers\[0\]: extra: /),
      expect.stringMatching(/^spec\.containers\[0\]: spec\.clientPriority: /),
    ]);
  });
});

describe("a config for all containers", () => {
  it("is read for the first container, and only then", () => {
    let reads = 0;
    const config = {
      get activeThreadPercentage() {
        reads++;
        return 50;
      },
    };
    const resolver = new LimitsResolver(config, defaultSettings());
    expect(reads).toBe(0);
    const object = pod(gpuContainer(), gpuContainer());
    const [one, other] = findContainers(object, defaultSettings()).containers;
    const first = resolver.resolve(one as FoundContainer);
    const readsOnce = reads;
    expect(readsOnce).toBeGreaterThan(0);
    expect(first).toMatchObject({
      isShared: true,
      config: { config: { activeThreadPercentage: 50 } },
    });
    expect(resolver.resolve(other as FoundContainer)).toBe(first);
    expect(reads).toBe(readsOnce);
  });

  it("has its problems reported once, at the config", () => {
    const object = pod(gpuContainer(), gpuContainer());
    const result = injectGpuConfig(object, { activeThreadPercentage: 101 });
    expect(result.ok ? [] : result.issues.map(({ path }) => path)).toEqual([
      ["activeThreadPercentage"],
    ]);
  });
});

describe("a problem of the limits of one container", () => {
  it("is reported at the container, with the field", () => {
    const object = pod(gpuContainer(), gpuContainer());
    const config = { activeThreadPercentage: 101, pinnedDeviceMemoryLimit: "1Mi" };
    expect(issuesOf(({ path }) => (path.at(-1) === 1 ? config : VALIDATED), object)).toEqual([
      "spec.containers[1]: activeThreadPercentage: the thread percentage must be between 0 and 100; write a number from 1 to 99, or 100 for no limit (got 101) [threads/range]",
      expect.stringContaining("spec.containers[1]: pinnedDeviceMemoryLimit: "),
    ]);
  });

  it.each<[string, () => unknown]>([
    ["a config", () => ({ memory: "4Gi" })],
    ["a Result", () => validateMpsConfig({ memory: "4Gi" })],
    [
      "a fallback of annotations",
      annotationLimits({ fallback: { memory: "4Gi" } as never }) as never,
    ],
  ])("suggests no edit of the container: in %s", (_what, limitsFor) => {
    expect(injectGpuConfig(pod(gpuContainer()), limitsFor as LimitsFor)).toEqual({
      ok: false,
      issues: [
        {
          code: "config/unknown-key",
          path: ["spec", "containers", 0],
          message: 'memory: unknown key "memory"',
          hint: "did you mean pinnedDeviceMemoryLimit?",
          received: '"4Gi"',
        },
      ],
      warnings: [],
    });
  });

  it("is reported at the container if it comes from a Result", () => {
    expect(issuesOf(() => validateMpsConfig({ clientPriority: 2 }) as never)).toEqual([
      expect.stringMatching(/^spec\.containers\[0\]: clientPriority: .*\[priority\/value\]$/),
    ]);
  });

  it("is reported at the path of a Result that is in the object", () => {
    const path = ["metadata", "annotations", "memory"];
    const issue = { code: "memory/syntax", path, message: "no quantity" } as const;
    expect(issuesOf(() => ({ ok: false, issues: [issue], warnings: [] }))).toEqual([
      "metadata.annotations.memory: no quantity [memory/syntax]",
    ]);
  });

  it("can be the ordinal of an invisible device", () => {
    const config = { perDevicePinnedMemoryLimit: { "1": "4Gi" } };
    expect(issuesOf(() => config)).toEqual([
      expect.stringMatching(
        /^spec\.containers\[0\]: perDevicePinnedMemoryLimit\[1\]: device 1 .* \[device\/out-of-range\]$/,
      ),
    ]);
  });

  it("can be a value that is not a config", () => {
    expect(issuesOf(() => "exempted" as never)).toEqual([
      expect.stringMatching(/^spec\.containers\[0\]: .* \[config\/type\]$/),
    ]);
  });

  it("can be a warning", () => {
    const warnings = [
      { code: "config/limits-nothing", path: [], message: "a warning of its own" } as const,
    ];
    const value = unwrap(validateMpsConfig({ clientPriority: 1 }));
    const result = injectGpuConfig(pod(gpuContainer()), () => ({ ok: true, value, warnings }));
    expect(result.warnings.map(formatIssue)).toEqual([
      "spec.containers[0]: a warning of its own [config/limits-nothing]",
      expect.stringMatching(/^spec\.containers\[0\]: the MPS config limits neither/),
    ]);
  });
});

describe("a LimitsFor that fails", () => {
  const secret = new Error("connect ECONNREFUSED postgres://admin:hunter2@10.0.0.7");
  it.each<[string, LimitsFor, string]>([
    [
      "by throwing",
      () => {
        throw secret;
      },
      "spec.containers[0]: the function that finds the limits of this container threw [limits/resolver-failed]",
    ],
    [
      "by being async",
      (async () => VALIDATED) as never,
      "spec.containers[0]: a function that finds limits must not be async; use reviewAdmissionAsync, or find the limits before the call [limits/resolver-failed]",
    ],
  ])("%s fails the injection, without its error", (_how, limitsFor, issue) => {
    expect(issuesOf(limitsFor)).toEqual([issue]);
  });
});

describe("a LimitsFor of a text", () => {
  const documentOf = (name: string, limit: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { team: ${name} } }
spec:
  containers:
    - name: main
      resources: { limits: { nvidia.com/gpu: 1 } }
${limit}`;

  it("is called for the containers of every document", () => {
    const calls: unknown[] = [];
    const text = `${documentOf("a", "")}---\n${documentOf("b", "")}`;
    const result = injectYaml(text, ({ workload }) => {
      calls.push(workload);
      return { activeThreadPercentage: workload.labels["team"] === "a" ? 20 : 60 };
    });
    expect(unwrap(result).text.match(/value: "\d+"/g)).toEqual(['value: "20"', 'value: "60"']);
    expect(calls).toEqual(
      ["a", "b"].map((name) => ({
        path: [],
        apiVersion: "v1",
        kind: "Pod",
        namespace: undefined,
        name,
        labels: { team: name },
        annotations: {},
        podMetadata: { path: ["metadata"], labels: { team: name }, annotations: {} },
      })),
    );
  });

  it("has its issues reported at the position of each container", () => {
    const text = `${documentOf("a", "")}---\n${documentOf("b", "")}`;
    const result = injectYaml(text, () => ({ activeThreadPercentage: 101 }));
    expect(
      result.ok ? [] : result.issues.map(({ code, position }) => [code, position?.line]),
    ).toEqual([
      ["threads/range", 6],
      ["threads/range", 14],
    ]);
  });
});

describe("a LimitsFor of an admission review", () => {
  const review = (object: object) => ({
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    request: { uid: "1", operation: "CREATE", namespace: "ml", object },
  });

  it("gets the namespace of the request", () => {
    const calls: unknown[] = [];
    const limitsFor: LimitsFor = ({ workload }) => {
      calls.push(workload.namespace);
      return VALIDATED;
    };
    expect(reviewAdmission(review(pod(gpuContainer())), limitsFor).response.allowed).toBe(true);
    expect(calls).toEqual(["ml"]);
  });

  it("can be returned by the function of reviewAdmissionAsync", async () => {
    const limitsFor: LimitsFor = () => VALIDATED;
    const subject = review(pod(gpuContainer()));
    expect(await reviewAdmissionAsync(subject, async () => limitsFor)).toEqual(
      reviewAdmission(subject, limitsFor),
    );
  });

  it("fails with status 500, without its error", () => {
    const answer = reviewAdmission(review(pod(gpuContainer())), () => {
      throw new Error("hunter2");
    });
    expect(answer.response.status?.code).toBe(500);
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });
});
