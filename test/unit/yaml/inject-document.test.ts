import { expect, it } from "vitest";
import { readDocument } from "../../../src/document/parser/read-document.ts";
import { applySplices } from "../../../src/document/text/splice.ts";
import { LimitsResolver } from "../../../src/resolve/limits-resolver.ts";
import { injectDocument } from "../../../src/yaml/inject-document.ts";
import { defaultSettings, settingsOf } from "../../helpers/settings.ts";
import { injectParsed } from "../../helpers/yaml/by-reader.ts";

const CONFIG = { activeThreadPercentage: 80 };
const POD = "kind: Pod\napiVersion: v1\nspec:\n  containers:\n";
const GPU = "resources: {limits: {nvidia.com/gpu: 1}}";

it.each([
  [
    "an env shared with a container that has no GPU",
    `${POD}  - name: a\n    env: &e\n    - name: A\n    ${GPU}\n  - name: b\n    env: *e\n`,
    "yaml/alias",
    "    ",
  ],
  [
    "an env that stands outside the pod",
    `x: &e\n- name: A\n${POD}  - name: a\n    env: *e\n    ${GPU}\n`,
    "yaml/alias",
    "kind",
  ],
  [
    "a value shared with another variable",
    `${POD}  - name: a\n    ${GPU}\n    env:\n    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: &v "5"\n    - name: B\n      value: *v\n`,
    "yaml/alias",
    '"5"',
  ],
  [
    "an env above a merge that supplies one",
    `x: &x\n  env: []\n${POD}  - env:\n    - name: B\n    ${GPU}\n    <<: *x\n`,
    "yaml/merge-order",
    "env:\n    - name: B",
  ],
  [
    "an env shared by containers whose variables differ",
    `${POD}  - name: a\n    env: &e [A]\n    ${GPU}\n  - name: b\n    env: *e\n    resources: {limits: {nvidia.com/gpu: 2}}\n`,
    "yaml/alias",
    "]",
  ],
  ["a template", `${POD}  - name: a\n    {{- x }}\n    ${GPU}\n`, "yaml/template", "{{"],
  ["what is no YAML", `${POD}  - name: a\n   ${GPU}\n`, "yaml/syntax", "   resources"],
  ["a merge of nothing", `${POD}  - <<: 1\n    ${GPU}\n`, "yaml/alias", "<<"],
] as const)("refuses %s", (_, text, code, at) => {
  const settings = settingsOf({ gpuUnit: "device" });
  const config = { ...CONFIG, pinnedDeviceMemoryLimit: "1Gi" };
  const { splices, problems } = injectParsed(text, config, settings);
  expect({ splices, problems }).toMatchObject({ splices: [], problems: [{ code }] });
  expect(text.slice(problems[0]?.offset, (problems[0]?.offset ?? 0) + at.length)).toBe(at);
});

it.each([
  ["nothing", ""],
  ["comments", "# nothing\n"],
  ["a separator", "---\n"],
  ["text", "just text\n"],
  ["a list", "- kind: Pod\n"],
  ["null", "~\n"],
])("leaves a document of %s alone", (_, text) => {
  const { plan, splices, problems } = injectParsed(text, CONFIG, defaultSettings());
  expect({ reason: plan?.reason, splices, problems }).toEqual({
    reason: "not-a-workload",
    splices: [],
    problems: [],
  });
});

it("hands on what the plan refuses, and writes nothing", () => {
  const text = `${POD}  - name: a\n    resources: {limits: {nvidia.com/gpu: "\${N}"}}\n`;
  const { plan, splices, problems } = injectParsed(text, CONFIG, defaultSettings());
  expect(plan?.issues).toMatchObject([{ code: "gpu/quantity" }]);
  expect({ splices, problems }).toEqual({ splices: [], problems: [] });
});

it("warns of keys that stand twice, and edits the last", () => {
  const text = `${POD}  - name: a\n    ${GPU}\n    env: []\n    env:\n    - name: A\n`;
  const { warnings, splices } = injectParsed(text, CONFIG, defaultSettings());
  expect(warnings).toMatchObject([{ code: "yaml/duplicate-key", offset: text.lastIndexOf("env") }]);
  expect(splices).toEqual([
    {
      offset: text.length,
      remove: 0,
      insert: '    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: "80"\n',
    },
  ]);
});

it.each([
  [
    "block maps",
    "    resources:\n      limits:\n        nvidia.com/gpu: 1 # one\n        x.y/mem: 3 # three\n      requests:\n        x.y/mem: 3\n",
    '    resources:\n      limits:\n        nvidia.com/gpu: 1 # one\n        x.y/mem: 4 # three\n        x.y/share: "2"\n      requests:\n        x.y/mem: 4\n',
  ],
  [
    "flow maps",
    '    resources: {limits: {nvidia.com/gpu: 1, x.y/mem: "3" }}\n',
    '    resources: {limits: {nvidia.com/gpu: 1, x.y/mem: 4, x.y/share: "2" }}\n',
  ],
  [
    "a merge",
    "    resources:\n      limits:\n        <<: &x {x.y/mem: 4, x.y/share: 1}\n        nvidia.com/gpu: 1\n",
    '    resources:\n      limits:\n        <<: &x {x.y/mem: 4, x.y/share: 1}\n        x.y/share: "2"\n        nvidia.com/gpu: 1\n',
  ],
])("adds and replaces limits in %s", (_, before, after) => {
  const head = `${POD}  - name: a\n    env:\n    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: "80"\n`;
  const settings = settingsOf({ resourceLimits: { "x.y/mem": 4, "x.y/share": "2" } });
  const { splices, problems } = injectParsed(head + before, CONFIG, settings);
  expect(problems).toEqual([]);
  expect(applySplices(head + before, splices)).toBe(head + after);
});

it("takes 10,000 levels, a bomb of aliases and a binary in its stride", () => {
  const bomb = Array.from({ length: 40 }, (_, n) => {
    const below =
      n === 0
        ? "x"
        : Array(10)
            .fill(`*a${n - 1}`)
            .join(",");
    return `a${n}: &a${n} [${below}]`;
  }).join("\n");
  const binary = String.fromCharCode(...Array.from({ length: 4096 }, (_, n) => n % 256));
  const codes = [`${POD}${"- ".repeat(10_000)}`, bomb, binary].map(
    (text) => injectParsed(text, CONFIG, defaultSettings()).problems[0]?.code,
  );
  expect(codes).toEqual(["yaml/too-deep", "yaml/alias", "yaml/syntax"]);
});

it("takes time in proportion to JSON on one line", () => {
  const pod = {
    kind: "Pod",
    apiVersion: "v1",
    spec: { containers: [{ resources: { limits: { "nvidia.com/gpu": 1 } } }] },
  };
  const text = JSON.stringify({ kind: "List", apiVersion: "v1", items: Array(8000).fill(pod) });
  const read = readDocument(text);
  if (!read.ok) throw new Error("JSON must be readable");
  const start = performance.now();
  // Not verified, which would read it a second time.
  const reading = { ...read, reader: "lexer" } as const;
  const settings = defaultSettings();
  const limits = new LimitsResolver(CONFIG, settings);
  const { splices } = injectDocument(text, reading, limits, settings);
  expect(splices).toHaveLength(8000);
  // A look back over the line for each container would take half a minute.
  expect(performance.now() - start).toBeLessThan(5000);
});

it("puts a blank behind a dash where maps below dashes are indented by one", () => {
  const text =
    "kind: Pod\napiVersion: v1\nspec:\n containers:\n -\n  name: main\n  resources:\n   limits:\n    nvidia.com/gpu: 1\n";
  const { problems, splices } = injectParsed(text, CONFIG, defaultSettings());
  expect(problems).toEqual([]);
  expect(applySplices(text, splices)).toBe(
    text.replace(
      "  resources:",
      '  env:\n  - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n    value: "80"\n  resources:',
    ),
  );
});

it("finds an item that a merge supplies behind items that are removed", () => {
  const name = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
  const text = `${POD}  - name: a\n    ${GPU}\n    env:\n    - {name: ${name}, value: "5"}\n    - {name: ${name}, value: "5"}\n    - <<: {value: 0=2G}\n      name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT\n`;
  const config = { activeThreadPercentage: 80, pinnedDeviceMemoryLimit: "4Gi" };
  const { problems, splices } = injectParsed(text, config, defaultSettings());
  expect(problems).toEqual([]);
  const after = injectParsed(applySplices(text, splices), config, defaultSettings());
  expect(after).toMatchObject({ splices: [], problems: [], plan: { reason: "already-injected" } });
});
