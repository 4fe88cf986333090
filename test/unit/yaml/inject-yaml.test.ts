import { unwrap } from "kube-mps";
import {
  createYamlInjector,
  type DocumentReader,
  injectYaml,
  type YamlOptions,
} from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  list,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];
const OTHER = { name: "A", value: "b" };

/** The text that injection returns; the lexer must be certain of it. */
function inject(text: string): string {
  const readers: DocumentReader[] = [];
  const result = injectYaml(text, CONFIG, { onRead: (reader) => readers.push(reader) });
  expect(readers).not.toContain("yaml");
  return result.ok ? result.value.text : JSON.stringify(result.issues);
}

function codesOf(text: string, options?: YamlOptions): readonly string[] {
  const result = injectYaml(text, CONFIG, options);
  return result.ok ? [] : result.issues.map(({ code }) => code);
}

/** Objects with a GPU, before and after: variables go before the resources. */
function pairs(): [name: string, before: unknown, after: unknown][] {
  const { name, resources } = gpuContainer();
  const bare = { name, env: ENV, resources };
  const filled = { name, env: [OTHER], resources };
  const more = { name, env: [OTHER, ...ENV], resources };
  return [
    ["a Pod", pod(gpuContainer()), pod(bare)],
    ["a Deployment with variables", deployment(filled), deployment(more)],
    [
      "a List",
      list(pod(gpuContainer()), pod(plainContainer()), deployment(filled)),
      list(pod(bare), pod(plainContainer()), deployment(more)),
    ],
  ];
}

describe.each(pairs())("injectYaml keeps the formatting of JSON: %s", (_, before, after) => {
  it.each<[string, string | number | undefined]>([
    ["compact", undefined],
    ["indented by two", 2],
    ["indented by four", 4],
    ["indented by one", 1],
    ["indented by tabs", "\t"],
  ])("%s", (_, indent) => {
    const [text, wanted] = [before, after].map((value) => JSON.stringify(value, null, indent));
    expect(inject(text as string)).toBe(wanted);
    expect(inject(wanted as string)).toBe(wanted);
  });

  it.each<[string, (text: string) => string]>([
    ["with a byte order mark", (text) => `\uFEFF${text}`],
    ["with CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["with blanks around it", (text) => `\n \t${text}\n\n`],
    ["with a separator above it", (text) => `---\n${text}\n`],
  ])("%s", (_, framed) => {
    const [text, wanted] = [before, after].map((value) => framed(JSON.stringify(value, null, 2)));
    expect(inject(text as string)).toBe(wanted);
  });
});

describe("injectYaml", () => {
  it("injects each of several JSON objects, on lines of their own or on one line", () => {
    const [before, after] = [0, 1].map((which) =>
      pairs().map(([, ...values]) => JSON.stringify(values[which])),
    );
    for (const between of ["\n", "\r\n", "", " ", "\n\n"]) {
      expect(inject((before ?? []).join(between))).toBe((after ?? []).join(between));
    }
  });

  it("writes blanks after colons and commas if JSON has them", () => {
    const text =
      '{"kind": "Pod", "apiVersion": "v1", "spec": {"containers": [{"name": "a", "resources": {"limits": {"nvidia.com/gpu": 1}}}]}}';
    expect(inject(text)).toBe(
      text.replace('"resources"', `"env": [{"name": "${THREADS}", "value": "50"}], "resources"`),
    );
  });

  it.each([
    ["without a byte order mark", ""],
    ["after a byte order mark", "\uFEFF"],
  ])("injects a document that begins with blanks, %s", (_, mark) => {
    // The tag is left to the `yaml` package.
    const head =
      "  apiVersion: v1\n  kind: !!str Pod\n  spec:\n    containers:\n      - name: main\n";
    const env = `        env:\n          - name: ${THREADS}\n            value: "50"\n`;
    const resources = "        resources: {limits: {nvidia.com/gpu: 1}}\n";
    const result = injectYaml(mark + head + resources, CONFIG);
    expect(unwrap(result).text).toBe(mark + head + env + resources);
  });

  it("reads millions of blank lines before the first separator", () => {
    const text = `${"\n".repeat(3_000_000)}---\nkind: Pod\n`;
    expect(inject(text)).toBe(text);
    const injector = createYamlInjector(CONFIG);
    expect(unwrap(injector.push(text)) + unwrap(injector.end())).toBe(text);
  });
});

const HEAD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: c\n";
const GPU = "    resources:\n      limits:\n        nvidia.com/gpu: 1\n";
const ADDED = `    - name: ${THREADS}\n      value: "50"\n`;

describe("injectYaml adds variables", () => {
  it("after the blank lines that are the content of a block scalar", () => {
    const env = "    env:\n    - name: X\n      value: |+\n\n\n";
    expect(unwrap(injectYaml(HEAD + env + GPU, CONFIG)).text).toBe(HEAD + env + ADDED + GPU);
  });

  it("without the comment between the last dash and its item", () => {
    const env = "    env:\n    - # the first\n      {name: A, value: b}\n";
    const added = `    - {name: ${THREADS}, value: "50"}\n`;
    expect(inject(HEAD + env + GPU)).toBe(HEAD + env + added + GPU);
  });

  it("in conflict with a value that begins with a blank beyond ASCII", () => {
    const env = `    env:\n    - name: ${THREADS}\n      value: |-\n        \u00a050\n`;
    expect(codesOf(HEAD + env + GPU, { onConflict: "error" })).toEqual(["env/conflict"]);
  });
});

describe("injectYaml misses no GPU", () => {
  /** `nvidia.com/gpu` in base64. */
  const NAME = "bnZpZGlhLmNvbS9ncHU=";

  it.each([
    ["a tag in full", `!<tag:yaml.org,2002:binary> ${NAME}: 1`],
    ["an escaped tag", `!!%62inary ${NAME}: 1`],
    ["a tag in full, escaped", `!<tag:yaml.org,2002:%62inary> ${NAME}: 1`],
  ])("whose name is in base64: %s", (_, limits) => {
    const text = HEAD + GPU.replace("nvidia.com/gpu: 1", limits);
    expect(unwrap(injectYaml(text, CONFIG)).documents).toMatchObject([
      { containers: [{ resource: "nvidia.com/gpu", action: "injected" }] },
    ]);
  });

  it.each(["! <<", '! "<<"'])("that %s merges", (merge) => {
    const text = `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: a
      resources: &r {limits: {nvidia.com/gpu: 1}}
    - name: b
      ${merge}: {resources: *r}
`;
    expect(unwrap(injectYaml(text, CONFIG)).documents).toMatchObject([
      { containers: [{ name: "a" }, { name: "b", action: "injected" }] },
    ]);
  });
});

describe("injectYaml passes a document without a GPU silently", () => {
  it.each([
    ["a folded line in a template", 'a: "b\\\n  c"\nd: {{ e }}\n'],
    ["an escaped slash", 'a: "b\\/c"\n'],
    ["bytes that are not base64", "a: !!binary ?\n"],
    ["an escape above invalid YAML", 'a: "\\x41"\nb: [\n'],
    ["a duplicate key below an escape", 'a: "\\x41"\na: 1\n'],
    [
      "a ConfigMap with the key of a GPU",
      'apiVersion: v1\nkind: ConfigMap\ndata: {nvidia.com/gpu: "1"}\n',
    ],
  ])("with %s", (_, text) => {
    const result = injectYaml(text, { pinnedDeviceMemoryLimit: "1500000000" });
    expect(result).toMatchObject({ ok: true, value: { text, changed: false }, warnings: [] });
  });

  it("and refuses one whose name is escaped, if it cannot be read", () => {
    expect(codesOf('a: {{ b }}\nc: "nvidia.com\\x2fgpu"\n')).toEqual(["yaml/template"]);
  });
});

describe("injectYaml reads what YAML 1.2 reads otherwise", () => {
  it.each([
    "{?nvidia.com/gpu: 1}",
    '{?"nvidia.com/gpu":1}',
    "{!,x nvidia.com/gpu: 1}",
    "{!i] nvidia.com/gpu: 1, a:, b: }",
  ])("limits: %s", (limits) => {
    const text = `${HEAD}    resources:\n      limits: ${limits}\n`;
    expect(unwrap(injectYaml(text, CONFIG)).documents).toMatchObject([
      { containers: [{ resource: "nvidia.com/gpu", action: "injected" }] },
    ]);
  });

  it.each(["{memory: }", "{!x memory: }", "{memory:  # c\n      }"])(
    "and adds a limit after a null: %s",
    (limits) => {
      const text = `${HEAD}    resources:\n      limits: ${limits}\n      requests: {nvidia.com/gpu: 1}\n`;
      const result = unwrap(injectYaml(text, CONFIG));
      expect(result.text).toMatch(/memory: +, nvidia|memory: +#/);
    },
  );
});

describe("a text that only hints at a GPU", () => {
  const config = { activeThreadPercentage: 50 };
  const fraction = "{ annotations: { gpu-fraction: '0.5' } }";
  const spec = "{ containers: [{ name: main, image: i }] }";

  it.each([
    ["Pod", `apiVersion: v1\nkind: Pod\nmetadata: ${fraction}\nspec: ${spec}\n`],
    [
      "Deployment",
      `apiVersion: apps/v1\nkind: Deployment\nspec: { template: { metadata: ${fraction}, spec: ${spec} } }\n`,
    ],
  ])("is injected if a scheduler gives its %s a fraction of one", (_, text) => {
    const result = injectYaml(text, config);
    const containers = result.ok && result.value.documents.flatMap((one) => one.containers);
    expect(containers).toMatchObject([{ name: "main", action: "injected" }]);
  });

  it("gets the warning of an object", () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: main
      env: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }]
`;
    const { warnings } = injectYaml(text, config);
    expect(warnings.map(({ code, position }) => [code, position?.line])).toEqual([
      ["gpu/unrequested", 6],
    ]);
  });

  it.each(["args: [--gpu-memory-utilization={{ .Values.n }}]\n{{ end }}\n", "a: [gpu-fraction\n"])(
    "passes unread if it cannot be read: %j",
    (text) => {
      expect(injectYaml(text, config)).toMatchObject({
        ok: true,
        value: { text, changed: false },
        warnings: [],
      });
    },
  );
});
