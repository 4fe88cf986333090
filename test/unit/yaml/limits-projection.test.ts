import { unwrap } from "kube-mps";
import { createYamlInjector, injectYaml, type YamlOptions } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const LIMITS = { activeThreadPercentage: 50 };
const WRITTEN = (indent: string) =>
  `${indent}- name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n${indent}  value: "50"\n`;
const GPU = "    resources:\n      limits:\n        nvidia.com/gpu: 1\n";
const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: c\n";

function injected(text: string, options?: YamlOptions): string {
  return unwrap(injectYaml(text, LIMITS, options)).text;
}

describe("block scalars", () => {
  it("keeps the blank lines that are all of a kept one above what is added", () => {
    const env = "    env:\n    - name: X\n      value: |+\n\n\n";
    expect(injected(POD + env + GPU)).toBe(POD + env + WRITTEN("    ") + GPU);
  });

  it("takes a blank beyond ASCII for text, not for indentation", () => {
    const name = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
    const env = `    env:\n    - name: ${name}\n      value: |-\n        \u00a050\n`;
    const result = injectYaml(POD + env + GPU, LIMITS, { onConflict: "error" });
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["env/conflict"]);
  });
});

describe("paths of a kind that meet in one map", () => {
  const pod =
    "        containers:\n        - name: c\n          resources: {limits: {nvidia.com/gpu: 1}}\n";
  const object = (spec: string) => `apiVersion: x.io/v1\nkind: Foo\nmetadata:\n  name: a\n${spec}`;
  const kind = { group: "x.io", kind: "Foo" };

  it.each([
    [
      "a name beside any name",
      object(`spec:\n  leader:\n    template:\n      spec:\n${pod}`),
      { pods: ["spec.*.template.spec"], containers: ["spec.leader"] },
      ["injected"],
    ],
    [
      "an object beside a pod in it",
      object(`spec:\n  template:\n    other: 1\n    podSpec:\n${pod}`),
      { objects: ["spec.template"], pods: ["spec.template.podSpec"] },
      // Seen a second time in an object of no known kind.
      ["injected", "skipped"],
    ],
    [
      "metadata",
      object("").replace("  name: a\n", `  name: a\n  tpl:\n${pod}`),
      { pods: ["metadata.tpl"] },
      ["injected"],
    ],
  ])("are all followed: %s", (_, text, paths, actions) => {
    const result = unwrap(injectYaml(text, LIMITS, { kinds: [{ ...kind, ...paths }] }));
    expect(
      result.documents.map(({ containers }) => containers.map(({ action }) => action)),
    ).toEqual([actions]);
  });
});

it("reads millions of blank lines before the first separator", () => {
  const text = `${"\n".repeat(3_000_000)}---\nkind: Pod\n`;
  expect(injected(text)).toBe(text);
  const injector = createYamlInjector(LIMITS);
  expect(unwrap(injector.push(text)) + unwrap(injector.end())).toBe(text);
});

it("leaves the comment behind the last dash to its item", () => {
  const env = "    env:\n    - # the first\n      {name: A, value: b}\n";
  const added = '    - {name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "50"}\n';
  expect(injected(POD + env + GPU)).toBe(POD + env + added + GPU);
});
