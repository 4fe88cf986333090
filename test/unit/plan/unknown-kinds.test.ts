import { type InjectOptions, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, list, type Manifest, THREADS } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];

function unknown(...containers: Manifest[]) {
  return { apiVersion: "example.com/v1", kind: "Train", spec: { pod: { containers } } };
}

const GPU = gpuContainer({ image: "cuda" });
const POLICIES = ["warn", "inject", "skip", "error"] as const;

function outcome(object: object, unknownKinds: InjectOptions["unknownKinds"]) {
  const result = injectGpuConfig(object, CONFIG, { unknownKinds });
  const warnings = result.warnings.map(({ code, path }) => [code, path.join("/")]);
  if (!result.ok) return { issues: result.issues.map(({ code, path }) => [code, path.join("/")]) };
  const { changed, reason, containers } = result.value;
  return { changed, reason, reports: containers.map((one) => one.reason ?? one.action), warnings };
}

describe("a GPU container in an unknown kind", () => {
  const code = ["workload/unknown-kind", "spec/pod"];

  it.each<[(typeof POLICIES)[number], object]>([
    [
      "warn",
      { changed: false, reason: "unknown-kind", reports: ["unknown-kind"], warnings: [code] },
    ],
    ["inject", { changed: true, reason: undefined, reports: ["injected"], warnings: [] }],
    ["skip", { changed: false, reason: "unknown-kind", reports: [], warnings: [] }],
    ["error", { issues: [code] }],
  ])("%s", (policy, expected) => {
    expect(outcome(unknown(GPU), policy)).toEqual(expected);
    expect(isGpuWorkload(unknown(GPU), { unknownKinds: policy })).toBe(policy !== "skip");
  });

  it("is injected like any other", () => {
    const result = injectGpuConfig(unknown(GPU), CONFIG, { unknownKinds: "inject" });
    expect(result.ok && result.value.object).toEqual(unknown({ ...GPU, env: ENV }));
  });

  it("is warned of with the whole issue", () => {
    expect(injectGpuConfig(list(unknown(GPU)), CONFIG).warnings).toEqual([
      {
        code: "workload/unknown-kind",
        path: ["items", 0, "spec", "pod"],
        message:
          'a container here requests a GPU, but apiVersion "example.com/v1", kind "Train" is not a known workload',
        hint: 'add a row for this kind to the option kinds, or set unknownKinds to "inject" or "skip"',
      },
    ]);
  });
});

it("is warned of once for each pod spec that has one, and for no other", () => {
  const claim = { name: "a", image: "b", resources: { claims: [{ name: "gpu" }] } };
  expect(outcome(list(unknown(claim, GPU), unknown(claim)), "warn")).toEqual({
    changed: false,
    reason: "unknown-kind",
    reports: ["resource-claim", "unknown-kind", "resource-claim"],
    warnings: [["workload/unknown-kind", "items/0/spec/pod"]],
  });
});

it("a GPU beside the items of what is called a list is found once", () => {
  const object = { ...unknown(GPU), kind: "AllowList", items: [unknown(GPU)] };
  expect(outcome(object, "warn")).toEqual({
    changed: false,
    reason: "unknown-kind",
    reports: ["unknown-kind", "unknown-kind"],
    warnings: [
      ["workload/unknown-kind", "items/0/spec/pod"],
      ["workload/unknown-kind", "spec/pod"],
    ],
  });
});

describe("what lies too deep in an unknown kind", () => {
  const path = Array(200).fill("a");
  const deep = path.reduce<Manifest>((a) => ({ a }), { a: unknown(GPU) });
  const object = { kind: "Unknown", ...deep };
  const code = ["workload/too-deep", path.join("/")];

  it.each<[(typeof POLICIES)[number], object]>([
    ["warn", { changed: false, reason: "no-gpu", reports: [], warnings: [code] }],
    ["inject", { issues: [code] }],
    ["skip", { changed: false, reason: "unknown-kind", reports: [], warnings: [] }],
    ["error", { issues: [code] }],
  ])("%s", (policy, expected) => {
    expect(outcome(object, policy)).toEqual(expected);
    expect(isGpuWorkload(object, { unknownKinds: policy })).toBe(policy !== "skip");
  });

  it("is warned of with the whole issue", () => {
    expect(injectGpuConfig(object, CONFIG).warnings).toEqual([
      {
        code: "workload/too-deep",
        path,
        message: "objects of unknown kinds are searched 200 levels deep, and this is deeper",
        hint: 'add a row for this kind to the option kinds, or set unknownKinds to "skip"',
      },
    ]);
  });
});

it.each(POLICIES)("what is no GPU there is nothing to %s about", (policy) => {
  const claim = { name: "a", image: "b", resources: { claims: [{ name: "gpu" }] } };
  const debug = {
    ...unknown({ name: "a", image: "b" }),
    spec: { pod: { containers: [{ name: "a" }], ephemeralContainers: [GPU] } },
  };
  for (const object of [unknown(claim), debug, unknown(), {}, { kind: "ConfigMap", data: {} }]) {
    const found = outcome(object, policy);
    expect(found).toMatchObject({ changed: false, warnings: [] });
  }
});
