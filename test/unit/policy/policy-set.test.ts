import { annotationLimits, formatIssue, injectGpuConfig, unwrap } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import type { GpuSharingPolicyInput } from "kube-mps/policy";
import { injectYaml, injectYamlStream } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { deployment, gpuContainer, MEMORY, THREADS } from "../../helpers/manifests.ts";
import { compiled, podOf, policy } from "../../helpers/policies.ts";

const POLICIES: GpuSharingPolicyInput[] = [
  policy("memory", { max: { pinnedDeviceMemoryLimit: "8Gi" } }),
  policy("threads", { max: { activeThreadPercentage: 50 } }),
  policy("team", {
    match: { namespaces: ["team-*"] },
    default: { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 25 },
  }),
];
const { limits } = compiled(POLICIES);

const review = (object: object, namespace?: string) => ({
  apiVersion: "admission.k8s.io/v1",
  kind: "AdmissionReview",
  request: { uid: "1", operation: "CREATE", namespace, object },
});

describe("policies on every surface", () => {
  const env = [
    { name: MEMORY, value: "0=4096M" },
    { name: THREADS, value: "25" },
  ];

  it("give limits to the containers of objects, by the namespace of the options too", () => {
    const object = deployment(gpuContainer());
    const result = unwrap(injectGpuConfig(object, limits, { namespace: "team-a" }));
    expect(result.object).toEqual(deployment(gpuContainer({ env })));
    expect(unwrap(injectGpuConfig(result.object, limits, { namespace: "team-a" })).changed).toBe(
      false,
    );
  });

  it("give limits to those of reviews, by the namespace of the request", () => {
    const { response } = reviewAdmission(review(deployment(gpuContainer()), "team-a"), limits);
    expect(JSON.parse(atob(response.patch ?? ""))).toEqual([
      { op: "add", path: "/spec/template/spec/containers/0/env", value: env },
    ]);
  });

  const documents = `apiVersion: v1
kind: Pod
metadata: { namespace: team-a }
spec:
  containers:
    - resources: { limits: { nvidia.com/gpu: 1 } }
---
apiVersion: v1
kind: Pod
metadata: { namespace: other }
spec:
  containers:
    - env:
        - { name: ${MEMORY}, value: "0=16G" }
      resources: { limits: { nvidia.com/gpu: 1 } }
`;

  it("have the position of what is violated in a text", () => {
    const result = injectYaml(documents, limits);
    expect(
      result.ok ? [] : result.issues.map(({ code, position }) => [code, position?.line]),
    ).toEqual([
      ["policy/above-max", 14],
      ["policy/above-max", 13],
    ]);
  });

  it("hold a stream as they hold a text", async () => {
    const read = async (text: string): Promise<string> => {
      const parts = new Response(text).body?.pipeThrough(new TextDecoderStream());
      let injected = "";
      for await (const part of parts?.pipeThrough(injectYamlStream(limits)) ?? []) injected += part;
      return injected;
    };
    const [allowed = ""] = documents.split("---");
    expect(await read(allowed)).toBe(unwrap(injectYaml(allowed, limits)).text);
    await expect(read(documents)).rejects.toMatchObject({
      issues: [{ code: "policy/above-max" }, {}],
    });
  });

  it("deny a review with every policy that is violated, and where", () => {
    const pod = podOf({ memory: "0=32G", threads: "80" });
    const { response } = reviewAdmission(review(pod, "other"), limits);
    expect(response).toMatchObject({ allowed: false, status: { code: 422 } });
    expect(response.status?.message).toContain(
      "by policy memory (spec.max.pinnedDeviceMemoryLimit)",
    );
    expect(response.status?.message).toContain(
      "by policy threads (spec.max.activeThreadPercentage)",
    );
    expect(response.status?.details?.causes?.map(({ field }) => field)).toEqual(
      ["spec.containers[0].env[1].value", "spec.containers[0].env[0].value"].reverse(),
    );
  });

  it("are written whatever onConflict says", () => {
    const clamp = compiled([
      policy("a", { max: { activeThreadPercentage: 50 }, onViolation: "clamp" }),
    ]);
    for (const onConflict of ["override", "keep", "error", "tighten"] as const) {
      const result = unwrap(
        injectGpuConfig(podOf({ threads: "80" }), clamp.limits, { onConflict }),
      );
      expect(result.object).toEqual(podOf({ threads: "50" }));
    }
  });

  it("leave exempt containers alone, and say so", () => {
    const exempt = compiled([
      ...POLICIES,
      policy("system", { match: { kinds: ["Pod"] }, exempt: true }),
    ]);
    const pod = podOf({ memory: "0=32G", namespace: "other" });
    const limitsFor = [exempt.limits, (container: never) => exempt.decide(container)];
    for (const source of limitsFor) {
      const result = unwrap(injectGpuConfig(pod, source as typeof exempt.limits));
      expect(result).toMatchObject({ object: pod, changed: false, reason: "exempt" });
    }
  });

  it("are asked with what the call accepts, and how many devices there are", () => {
    const set = compiled([
      policy("a", { max: { pinnedDeviceMemoryLimit: "8Gi" }, onViolation: "clamp" }),
    ]);
    const options = { gpuUnit: "device" } as const;
    const result = injectGpuConfig(podOf({ gpus: 2, memory: "1=1G" }), set.limits, options);
    expect(unwrap(result).object).toEqual(podOf({ gpus: 2, memory: "0=8192M,1=1024M" }));
    const small = injectGpuConfig(podOf({ memory: "0=1G" }), set.limits, { minMemory: "2Gi" });
    expect(small.ok ? [] : small.issues.map(({ code }) => code)).toEqual(["memory/too-small"]);
  });
});

it("policies come before annotations, those before a default, and a default before nothing", () => {
  const requested = annotationLimits({ fallback: { pinnedDeviceMemoryLimit: "2Gi" } });
  const set = compiled(POLICIES, { requested });
  const pod = (annotations: Record<string, string>) => podOf({ namespace: "team-a", annotations });
  const limitsOf = (annotations: Record<string, string>) => {
    const result = injectGpuConfig(pod(annotations), set.limits);
    if (!result.ok) return result.issues.map(formatIssue);
    return result.value.edits.map(({ op, ...rest }) =>
      op === "remove" ? op : "value" in rest ? rest.value : op,
    );
  };
  const both = (memory: string, threads: string) => [
    { name: MEMORY, value: memory },
    { name: THREADS, value: threads },
  ];
  expect(limitsOf({})).toEqual(both("0=2048M", "25"));
  expect(limitsOf({ "kube-mps.github.io/memory": "6Gi" })).toEqual(both("0=6144M", "25"));
  expect(limitsOf({ "kube-mps.github.io/memory": "16Gi" })).toEqual([
    "metadata.annotations[kube-mps.github.io/memory]: the memory limit, 16Gi, is too high: at most 8Gi by policy memory (spec.max.pinnedDeviceMemoryLimit); write at most 8Gi [policy/above-max]",
  ]);
});

it("policies and records among manifests pass unchanged and unmentioned", () => {
  const text = `apiVersion: kube-mps.github.io/v1alpha1
kind: GpuSharingPolicy
metadata: { name: a }
spec: { match: { podSelector: { matchLabels: { nvidia.com/gpu.present: "true" } } }, exempt: true }
---
apiVersion: kube-mps.github.io/v1alpha1
kind: MpsConfig
metadata: { name: small }
spec: { pinnedDeviceMemoryLimit: 4Gi }
`;
  const result = unwrap(injectYaml(text, limits));
  expect(result).toMatchObject({ text, changed: false });
  expect(result.documents.map(({ reason, containers }) => [reason, containers])).toEqual([
    ["no-gpu", []],
    ["no-gpu", []],
  ]);
});
