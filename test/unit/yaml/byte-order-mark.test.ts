import { injectYaml } from "kube-mps/yaml";
import { expect, it } from "vitest";

/** Indented, as kubectl takes it; the tag keeps the scanner from it. */
const POD = `  apiVersion: v1
  kind: !!str Pod
  spec:
    containers:
      - name: main
        resources: {limits: {nvidia.com/gpu: 1}}
`;

const INJECTED = POD.replace(
  "        resources",
  '        env:\n          - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n            value: "50"\n        resources',
);

it.each([
  ["without a byte order mark", ""],
  ["behind a byte order mark", "\uFEFF"],
])("injects a document that begins with blanks, %s", (_, mark) => {
  const result = injectYaml(mark + POD, { activeThreadPercentage: 50 });
  expect(result).toMatchObject({ ok: true, value: { text: mark + INJECTED } });
});
