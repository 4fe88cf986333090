import type { V1DeploymentList, V1PodList } from "@kubernetes/client-node";
import { ObjectSerializer } from "@kubernetes/client-node/dist/gen/models/ObjectSerializer.js";
import {
  findGpuContainers,
  formatIssue,
  formatPath,
  type InjectOptions,
  injectGpuConfig,
  isGpuWorkload,
  unwrap,
} from "kube-mps";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { gpuContainer, plainContainer } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const SPEC = { containers: [gpuContainer()] };

/** The paths where limits are written, or the issues. */
function outcome(object: object, options?: InjectOptions): string[] {
  const result = injectGpuConfig(object, CONFIG, options);
  if (!result.ok) return result.issues.map(formatIssue);
  return result.value.containers.map(({ path, action }) => `${action} ${formatPath(path)}`);
}

describe("an object without apiVersion and kind", () => {
  it.each<[string, object, string]>([
    ["a pod", { metadata: {}, spec: SPEC }, "spec"],
    ["a pod template", { metadata: {}, template: { spec: SPEC } }, "template.spec"],
    ["a Deployment", { spec: { template: { spec: SPEC } } }, "spec.template.spec"],
    [
      "a CronJob",
      { spec: { jobTemplate: { spec: { template: { spec: SPEC } } } } },
      "spec.jobTemplate.spec.template.spec",
    ],
  ])("is read by its shape as %s", (_what, object, path) => {
    expect(outcome(object)).toEqual([`injected ${path}.containers[0]`]);
    expect(isGpuWorkload(object)).toBe(true);
  });

  const noKind =
    'this object names a GPU, but has neither apiVersion nor kind; set the option as, such as { apiVersion: "apps/v1", kind: "Deployment" } [workload/no-kind]';
  it.each<[string, object]>([
    ["has another shape", { spec: { workers: { template: { spec: SPEC } } } }],
    ["is a bare pod spec", SPEC],
    [
      "names a GPU in addition to its pod",
      { spec: { ...SPEC, pool: { limits: { "nvidia.com/gpu": 1 } } } },
    ],
    [
      "names one with a quantity",
      { spec: { driver: { gpu: { name: "nvidia.com/gpu", quantity: 1 } } } },
    ],
  ])("is an issue if it names a GPU and %s", (_what, object) => {
    expect(outcome(object)).toEqual([noKind]);
    expect(isGpuWorkload(object)).toBe(true);
    expect(outcome({ kind: "List", items: [object] })).toEqual([`items[0]: ${noKind}`]);
  });

  it.each<[string, object]>([
    ["has no GPU", { spec: { containers: [plainContainer()] } }],
    ["names one in its status only", { status: { allocatable: { "nvidia.com/gpu": 1 } } }],
    ["is empty", {}],
  ])("passes if it %s", (_what, object) => {
    expect(injectGpuConfig(object, null)).toMatchObject({ ok: true, value: { changed: false } });
    expect(isGpuWorkload(object)).toBe(false);
  });

  it("is searched once if it contains itself", () => {
    const object: Record<string, unknown> = { spec: {} };
    object["spec"] = { self: object };
    expect(outcome(object)).toEqual([]);
  });

  it("is read as the option as says", () => {
    const workers = { spec: { leaderWorkerTemplate: { workerTemplate: { spec: SPEC } } } };
    const as = { apiVersion: "leaderworkerset.x-k8s.io/v1", kind: "LeaderWorkerSet" };
    const path = "spec.leaderWorkerTemplate.workerTemplate.spec.containers[0]";
    expect(outcome(workers, { as })).toEqual([`injected ${path}`]);
    expect(outcome({ items: [workers] }, { as })).toEqual([`injected items[0].${path}`]);
    expect(outcome({ kind: "List", items: [workers] }, { as })).toEqual([
      `injected items[0].${path}`,
    ]);
    const [container] = unwrap(findGpuContainers(workers, { as }));
    expect(container?.workload).toMatchObject(as);
  });

  it("is read by its own kind if it has one, whatever as says", () => {
    const as = { apiVersion: "batch/v1", kind: "CronJob" };
    expect(outcome({ apiVersion: "v1", kind: "Pod", spec: SPEC }, { as })).toEqual([
      "injected spec.containers[0]",
    ]);
  });

  it("follows unknownKinds if that injects or skips", () => {
    const object = { spec: { workers: { template: { spec: SPEC } } } };
    expect(outcome(object, { unknownKinds: "inject" })).toEqual([
      "injected spec.workers.template.spec.containers[0]",
    ]);
    expect(unwrap(injectGpuConfig(object, CONFIG, { unknownKinds: "skip" })).reason).toBe(
      "unknown-kind",
    );
  });

  it("is not read by its shape in a text", () => {
    const text = JSON.stringify({ spec: SPEC });
    const result = injectYaml(text, CONFIG);
    expect(unwrap(result).changed).toBe(false);
    expect(result.warnings.map(({ code }) => code)).toEqual(["workload/unknown-kind"]);
    const as = { apiVersion: "v1", kind: "Pod" };
    expect(unwrap(injectYaml(text, CONFIG, { as })).changed).toBe(true);
  });
});

describe("a list of @kubernetes/client-node", () => {
  const item = { metadata: { name: "a" }, spec: SPEC };
  const template = { metadata: { name: "a" }, spec: { selector: {}, template: { spec: SPEC } } };

  it("is injected, though its items have no kind", () => {
    const pods: V1PodList = ObjectSerializer.deserialize(
      { apiVersion: "v1", kind: "PodList", items: [item] },
      "V1PodList",
      "",
    );
    expect(pods.items[0]?.kind).toBeUndefined();
    expect(outcome(pods)).toEqual(["injected items[0].spec.containers[0]"]);
    expect(outcome({ ...pods.items[0] })).toEqual(["injected spec.containers[0]"]);
    expect(outcome(pods.items[0] as object)).toEqual(["injected spec.containers[0]"]);
  });

  it("is injected if it has no kind itself, like the first list of an informer", () => {
    const list: V1DeploymentList = ObjectSerializer.deserialize(
      { items: [template] },
      "V1DeploymentList",
      "",
    );
    expect(list.kind).toBeUndefined();
    expect(outcome(list)).toEqual(["injected items[0].spec.template.spec.containers[0]"]);
    expect(isGpuWorkload(list)).toBe(true);
  });
});
