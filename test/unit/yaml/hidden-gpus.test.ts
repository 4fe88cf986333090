import { injectYaml } from "kube-mps/yaml";
import { expect, it } from "vitest";

/** `nvidia.com/gpu` in base64. */
const NAME = "bnZpZGlhLmNvbS9ncHU=";

function pod(limits: string): string {
  return `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: main\n      resources:\n        limits:\n          ${limits}\n`;
}

it.each([
  ["a tag in full", pod(`!<tag:yaml.org,2002:binary> ${NAME}: 1`)],
  ["an escaped tag", pod(`!!%62inary ${NAME}: 1`)],
  ["a tag in full, escaped", pod(`!<tag:yaml.org,2002:%62inary> ${NAME}: 1`)],
])("refuses a GPU that hides behind %s", (_, text) => {
  const result = injectYaml(text, { activeThreadPercentage: 50 });
  expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual([
    "yaml/unsupported",
    "yaml/unsupported",
  ]);
});

it.each(["! <<", '! "<<"'])("sees the GPU that %s merges in", (merge) => {
  const text = `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: a
      resources: &r {limits: {nvidia.com/gpu: 1}}
    - name: b
      ${merge}: {resources: *r}
`;
  const result = injectYaml(text, { activeThreadPercentage: 50 });
  expect(result).toMatchObject({
    ok: true,
    value: { documents: [{ containers: [{ name: "a" }, { name: "b", action: "injected" }] }] },
  });
});
