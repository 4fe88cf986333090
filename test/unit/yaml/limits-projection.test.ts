import { type GpuContainer, type LimitsFor, unwrap } from "kube-mps";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { defaultSettings, settingsOf } from "../../helpers/settings.ts";
import { seenByLexer, seenByPackage } from "../../helpers/yaml/by-reader.ts";

const LIMITS = { activeThreadPercentage: 50 };
const SPEC = "{containers: [{name: main, resources: {limits: {nvidia.com/gpu: 1}}}]}";

describe("limitsProjection includes, of an object whose kind ends in List,", () => {
  const ITEMS = `items:\n- apiVersion: v1\n  kind: Pod\n  spec: ${SPEC}\n`;
  const HEAD = "apiVersion: example.com/v1\nkind: AllowList\n";

  it.each([
    ["the items", `${HEAD}metadata: {name: a}\n${ITEMS}`, ["items/0/spec"]],
    ["fields after the items", `${HEAD}${ITEMS}spec: ${SPEC}\n`, ["items/0/spec", "spec"]],
    ["fields before the items", `${HEAD}spec: ${SPEC}\n${ITEMS}`, ["items/0/spec", "spec"]],
    ["everything before the kind", `${ITEMS}spec: ${SPEC}\n${HEAD}`, ["items/0/spec", "spec"]],
    ["everything without items", `${HEAD}spec: ${SPEC}\n`, ["spec"]],
    ["metadata, next to more", `${HEAD}items: []\nmetadata: ${SPEC}\nmore: 1\n`, ["metadata"]],
  ])("%s", (_, text, paths) => {
    const settings = settingsOf({ unknownKinds: "inject" });
    const seen = seenByLexer(text, LIMITS, settings);
    expect(seen).toBeDefined();
    expect(seen).toEqual(seenByPackage(text, LIMITS, settings));
    expect(seen?.containers?.map(({ path }) => path.slice(0, -2).join("/"))).toEqual(paths);
  });
});

describe("limitsProjection follows all paths of a kind that meet in one map:", () => {
  const pod =
    "        containers:\n        - name: c\n          resources: {limits: {nvidia.com/gpu: 1}}\n";
  const object = (spec: string) => `apiVersion: x.io/v1\nkind: Foo\nmetadata:\n  name: a\n${spec}`;
  const kind = { group: "x.io", kind: "Foo" };

  it.each([
    [
      "a name and any name",
      object(`spec:\n  leader:\n    template:\n      spec:\n${pod}`),
      { pods: ["spec.*.template.spec"], containers: ["spec.leader"] },
      ["injected"],
    ],
    [
      "an object and a pod in it",
      object(`spec:\n  template:\n    other: 1\n    podSpec:\n${pod}`),
      { objects: ["spec.template"], pods: ["spec.template.podSpec"] },
      // Seen a second time in an object of an unknown kind.
      ["injected", "skipped"],
    ],
    [
      "metadata of the object",
      object("").replace("  name: a\n", `  name: a\n  tpl:\n${pod}`),
      { pods: ["metadata.tpl"] },
      ["injected"],
    ],
    [
      "a field named metadata",
      object(`spec:\n  metadata:\n    template:\n      spec:\n${pod}`),
      { pods: ["spec.metadata.template.spec"] },
      ["injected"],
    ],
  ])("%s", (_, text, paths, actions) => {
    const result = unwrap(injectYaml(text, LIMITS, { kinds: [{ ...kind, ...paths }] }));
    expect(
      result.documents.map(({ containers }) => containers.map(({ action }) => action)),
    ).toEqual([actions]);
  });
});

describe("limitsProjection includes what may opt out", () => {
  const text = (metadata: string, template: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: ${metadata}\nspec:\n  template:\n    metadata: ${template}\n    spec: ${SPEC}\n`;
  const OPT_OUT = "{labels: {skip: 'true'}}";

  it.each([
    ["the object", text(OPT_OUT, "{}")],
    ["the pod template", text("{}", OPT_OUT)],
  ])("%s", (_, manifest) => {
    const settings = settingsOf({ optOut: { label: "skip" } });
    const seen = seenByLexer(manifest, LIMITS, settings);
    expect(seen).toMatchObject({ containers: [{ action: "skipped", reason: "opted-out" }] });
    expect(seen).toEqual(seenByPackage(manifest, LIMITS, settings));
  });
});

describe("limitsProjection includes", () => {
  it("metadata for a function that finds limits", () => {
    const manifest = [
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata: {generateName: a-, namespace: team, labels: {a: b}, annotations: {c: d}}",
      "spec:",
      "  template:",
      "    metadata: {labels: {e: f}, annotations: {g: h}}",
      "    spec:",
      "      initContainers:",
      "      - name: side",
      "        restartPolicy: Always",
      "        resources: {limits: {nvidia.com/gpu: 1}}",
    ].join("\n");
    const asked: GpuContainer[] = [];
    const limitsFor: LimitsFor = (container) => {
      asked.push(container);
      return LIMITS;
    };
    expect(seenByLexer(manifest, limitsFor, defaultSettings())).toBeDefined();
    seenByPackage(manifest, limitsFor, defaultSettings());
    const [byLexer, byPackage] = asked;
    expect(byLexer).toMatchObject({
      role: "sidecar",
      workload: {
        name: "a-",
        namespace: "team",
        labels: { a: "b" },
        annotations: { c: "d" },
        podMetadata: { labels: { e: "f" }, annotations: { g: "h" } },
      },
    });
    expect(byLexer).toEqual(byPackage);
  });

  it("a GPU of a kind that is not a workload", () => {
    const manifest = `apiVersion: apps.kruise.io/v1\nkind: SidecarSet\nspec: ${SPEC}\n`;
    const seen = seenByLexer(manifest, LIMITS, defaultSettings());
    expect(seen?.warnings).toEqual([expect.stringContaining("workload/not-searched spec")]);
    expect(seen).toEqual(seenByPackage(manifest, LIMITS, defaultSettings()));
  });

  it.each([
    ["MPS", "CUDA_MPS_PINNED_DEVICE_MEM_LIMT"],
    ["visible devices", "NVIDIA_VISIBLE_DEVICES"],
  ])("variables about %s", (_, name) => {
    const env = `    env:\n    - name: A\n    - name: ${name}\n      value: all\n`;
    const gpu = "    resources: {limits: {nvidia.com/gpu: 1}}\n";
    const containers = `  containers:\n  - name: a\n${env}${gpu}  - name: b\n${env}`;
    const manifest = `apiVersion: v1\nkind: Pod\nspec:\n${containers}`;
    const seen = seenByLexer(manifest, LIMITS, defaultSettings());
    expect(seen?.warnings).toEqual([expect.stringContaining(name)]);
    expect(seen).toEqual(seenByPackage(manifest, LIMITS, defaultSettings()));
  });
});
