import { expect, it } from "vitest";
import { readDocument } from "../../../src/document/parser/read-document.ts";
import { applyTextEdits } from "../../../src/document/text/text-edit.ts";
import { planObject } from "../../../src/plan/plan-limits.ts";
import { LimitsResolver } from "../../../src/resolve/limits-resolver.ts";
import { editDocument } from "../../../src/yaml/edit-document.ts";
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
    "an env outside the pod",
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
  ["invalid YAML", `${POD}  - name: a\n   ${GPU}\n`, "yaml/syntax", "resources"],
  ["a merge of a number", `${POD}  - <<: 1\n    ${GPU}\n`, "yaml/alias", "<<"],
] as const)("editDocument refuses %s", (_, text, code, at) => {
  const settings = settingsOf({ gpuUnit: "device" });
  const config = { ...CONFIG, pinnedDeviceMemoryLimit: "1Gi" };
  const { textEdits, problems } = injectParsed(text, config, settings);
  expect({ textEdits, problems }).toMatchObject({ textEdits: [], problems: [{ code }] });
  expect(text.slice(problems[0]?.offset, (problems[0]?.offset ?? 0) + at.length)).toBe(at);
});

it.each([
  ["an empty text", ""],
  ["comments", "# nothing\n"],
  ["a separator", "---\n"],
  ["text", "just text\n"],
  ["a list", "- kind: Pod\n"],
  ["null", "~\n"],
])("editDocument leaves a document of %s alone", (_, text) => {
  const { plan, textEdits, problems } = injectParsed(text, CONFIG, defaultSettings());
  expect({ reason: plan?.reason, textEdits, problems }).toEqual({
    reason: "not-a-workload",
    textEdits: [],
    problems: [],
  });
});

it("editDocument returns the issues of the plan, and writes nothing", () => {
  const text = `${POD}  - name: a\n    resources: {limits: {nvidia.com/gpu: "\${N}"}}\n`;
  const { plan, textEdits, problems } = injectParsed(text, CONFIG, defaultSettings());
  expect(plan?.issues).toMatchObject([{ code: "gpu/quantity" }]);
  expect({ textEdits, problems }).toEqual({ textEdits: [], problems: [] });
});

it("editDocument edits the last of duplicate keys, and warns of them", () => {
  const text = `${POD}  - name: a\n    ${GPU}\n    env: []\n    env:\n    - name: A\n`;
  const { warnings, textEdits } = injectParsed(text, CONFIG, defaultSettings());
  expect(warnings).toMatchObject([{ code: "yaml/duplicate-key", offset: text.lastIndexOf("env") }]);
  expect(textEdits).toEqual([
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
])("editDocument adds and replaces limits in %s", (_, before, after) => {
  const head = `${POD}  - name: a\n    env:\n    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: "80"\n`;
  const settings = settingsOf({ resourceLimits: { "x.y/mem": 4, "x.y/share": "2" } });
  const { textEdits, problems } = injectParsed(head + before, CONFIG, settings);
  expect(problems).toEqual([]);
  expect(applyTextEdits(head + before, textEdits)).toBe(head + after);
});

it("editDocument refuses 10,000 levels, an alias bomb and a binary", () => {
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
  const codes = [`${POD}  ${"- ".repeat(10_000)}`, bomb, binary].map(
    (text) => injectParsed(text, CONFIG, defaultSettings()).problems[0]?.code,
  );
  expect(codes).toEqual(["yaml/too-deep", "yaml/alias", "yaml/syntax"]);
});

it("editDocument takes time in proportion to JSON on one line", () => {
  const pod = {
    kind: "Pod",
    apiVersion: "v1",
    spec: { containers: [{ resources: { limits: { "nvidia.com/gpu": 1 } } }] },
  };
  const text = JSON.stringify({ kind: "List", apiVersion: "v1", items: Array(8000).fill(pod) });
  const read = readDocument(text);
  if (!read.ok) throw new Error("JSON must be readable");
  const start = performance.now();
  // The lexer's documents are not read a second time.
  const reading = { ...read, reader: "lexer" } as const;
  const settings = defaultSettings();
  const limits = new LimitsResolver(CONFIG, settings);
  const { textEdits } = editDocument(
    text,
    reading,
    (object) => planObject(object, limits, settings),
    settings,
  );
  expect(textEdits).toHaveLength(8000);
  // Searching the line for each container would take half a minute.
  expect(performance.now() - start).toBeLessThan(5000);
});

it("editDocument puts a blank after a dash where maps below dashes are indented by one", () => {
  const text =
    "kind: Pod\napiVersion: v1\nspec:\n containers:\n -\n  name: main\n  resources:\n   limits:\n    nvidia.com/gpu: 1\n";
  const { problems, textEdits } = injectParsed(text, CONFIG, defaultSettings());
  expect(problems).toEqual([]);
  expect(applyTextEdits(text, textEdits)).toBe(
    text.replace(
      "  resources:",
      '  env:\n  - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n    value: "80"\n  resources:',
    ),
  );
});

it("editDocument finds an item that a merge supplies after items that are removed", () => {
  const name = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
  const text = `${POD}  - name: a\n    ${GPU}\n    env:\n    - {name: ${name}, value: "5"}\n    - {name: ${name}, value: "5"}\n    - <<: {value: 0=2G}\n      name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT\n`;
  const config = { activeThreadPercentage: 80, pinnedDeviceMemoryLimit: "4Gi" };
  const { problems, textEdits } = injectParsed(text, config, defaultSettings());
  expect(problems).toEqual([]);
  const after = injectParsed(applyTextEdits(text, textEdits), config, defaultSettings());
  expect(after).toMatchObject({
    textEdits: [],
    problems: [],
    plan: { reason: "already-injected" },
  });
});
