import { unwrap } from "kube-mps";
import { type ExplainContext, explainLimits } from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { codesOf, explained, MPS_NODE, podWith } from "../../helpers/explained.ts";
import {
  deployment,
  gpuContainer,
  list,
  MEMORY,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

describe("explainLimits", () => {
  it("says which limits hold, what sets them, and why another does not", () => {
    const object = podWith({ [MEMORY]: "0=8192M", [THREADS]: "5" });
    expect(explainLimits(object, { node: MPS_NODE })).toStrictEqual({
      ok: true,
      value: [
        {
          path: ["spec", "containers", 0],
          container: "main",
          memoryMiB: 4606,
          usableMiB: 4094,
          threads: 5,
          setBy: { memory: "daemon", threads: "env" },
          enforced: "yes",
          reasons: [
            {
              code: "explain/derived",
              path: ["spec", "containers", 0],
              message:
                "the limits of the daemon were derived from labels or a config, not read from it",
              hint: "pass what the daemon says",
              effect: "informs",
              settledBy: "echo get_default_active_thread_percentage | nvidia-cuda-mps-control",
            },
            {
              code: "explain/above-daemon",
              path: ["spec", "containers", 0, "env", 0],
              message: "the daemon is stricter: a variable can only lower its limit",
              hint: "raise the limit of the daemon: fewer replicas, or a claim with more",
              received: "0=8192M",
              effect: "informs",
            },
            {
              code: "explain/several-processes",
              path: ["spec", "containers", 0],
              message: "each process gets this limit: two of one container may use twice as much",
              hint: "divide the limit by the number of processes",
              effect: "informs",
              settledBy:
                "nvidia-smi --query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory --format=csv",
            },
          ],
        },
      ],
      warnings: [],
    });
  });

  it("is never sure without a node or a daemon, and says what would settle it", () => {
    const [limits] = unwrap(explainLimits(podWith({ [MEMORY]: "0=4096M", [THREADS]: "50" })));
    expect(limits).toMatchObject({ enforced: "unknown", memoryMiB: 4096, threads: 50 });
    expect(limits?.reasons[0]).toMatchObject({
      code: "explain/node-unknown",
      settledBy: "kubectl get node NODE -o json",
    });
  });

  it("explains every GPU container of any object, debug containers excepted", () => {
    const template = deployment(plainContainer(), gpuContainer({ name: "a" }));
    const debug = { ...pod(gpuContainer({ name: "b" })) };
    Object.assign(debug.spec, { ephemeralContainers: [gpuContainer({ name: "c" })] });
    const result = unwrap(explainLimits(list(template, debug), { node: MPS_NODE }));
    expect(result.map(({ container, path }) => [container, path.join("/")])).toEqual([
      ["a", "items/0/spec/template/spec/containers/1"],
      ["b", "items/1/spec/containers/0"],
    ]);
  });

  it("explains nothing in an object without a GPU", () => {
    expect(explainLimits(pod(plainContainer()))).toEqual({ ok: true, value: [], warnings: [] });
  });

  it("turns what is wrong with variables into reasons, and keeps other warnings", () => {
    const env = [
      { name: MEMORY, value: "1G" },
      { name: MEMORY, value: "4294967296" },
      { name: "CUDA_MPS_PINNED_DEVICE_MEMORY_LIMIT", value: "0=1G" },
    ];
    const other = { name: "b", resources: { limits: { "nvidia.com/a100": 1 } } };
    const result = explainLimits(pod(gpuContainer({ env }), other), { node: MPS_NODE });
    expect(unwrap(result).flatMap(({ reasons }) => reasons.map(at))).toEqual([
      "explain/misspelled spec/containers/0/env/2/name",
      "explain/ignored-by-cuda spec/containers/0/env/1",
      "explain/derived spec/containers/0",
      "explain/duplicate spec/containers/0/env/0",
      "explain/several-processes spec/containers/0",
    ]);
    expect(result.warnings.map(at)).toEqual([
      "gpu/unlisted-resource spec/containers/1/resources/limits/nvidia.com/a100",
    ]);
  });

  it("orders reasons by their effect: the first is the first thing to fix", () => {
    const object = podWith(
      { [MEMORY]: "4G", NVIDIA_VISIBLE_DEVICES: "all" },
      { securityContext: { runAsUser: 1000 } },
    );
    const [limits] = unwrap(explainLimits(object, { node: MPS_NODE }));
    const effects = limits?.reasons.map(({ effect }) => effect) ?? [];
    expect(effects).toEqual(["voids", "weakens", "informs", "informs", "informs"]);
  });

  it("finds containers as the options say", () => {
    const object = pod({ resources: { limits: { "example.com/gpu": 1 } } });
    const result = explainLimits(object, {}, { gpuResources: ["example.com/gpu"] });
    expect(unwrap(result).map(codesOf)).toEqual([["node-unknown"]]);
  });

  it.each<[what: string, object: unknown, context: unknown, issue: string]>([
    ["an object that is not one", "pod", {}, "input/type"],
    ["a context that is not an object", pod(), 5, "options/type"],
    ["an unknown key", pod(), { nodes: [] }, "options/unknown-key nodes"],
    ["a list of nodes", pod(), { node: list(MPS_NODE) }, "options/value node"],
    ["a node of null", pod(), { node: null }, "options/value node"],
    ["a daemon that is not an object", pod(), { daemon: 50 }, "options/value daemon"],
  ])("rejects %s", (_, object, context, issue) => {
    const result = explainLimits(object, context as ExplainContext);
    expect(result.ok || result.issues.map(at)).toEqual([issue]);
  });

  it("does not change its input, and takes frozen objects", () => {
    const object = podWith({ [MEMORY]: "0=4096M" });
    const before = structuredClone(object);
    explained(Object.freeze(object), Object.freeze({ node: Object.freeze(MPS_NODE) }));
    expect(object).toEqual(before);
  });
});
