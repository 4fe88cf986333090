import { createYamlInjector, type DocumentReport, injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const CONFIG = { activeThreadPercentage: 50 };

function pod(name: string, gpus: string | number = 1): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: main\n    resources:\n      limits:\n        nvidia.com/gpu: ${gpus}\n`;
}

function injected(text: string): string {
  const result = injectYaml(text, CONFIG);
  return result.ok ? result.value.text : "";
}

describe("createYamlInjector", () => {
  it.each([
    ["two documents", `${pod("a")}---\n${pod("b")}`],
    ["CRLF", `${pod("a")}---\n${pod("b")}`.replaceAll("\n", "\r\n")],
    ["surrogate pairs and a byte order mark", `\uFEFF# 😀😀\n${pod("a")}---\n# 😀\n${pod("b")}`],
    ["comments above the first separator", `# one\n\n---\n${pod("a")}--- # two\n${pod("b")}`],
    ["JSON objects", '{"a": "}\\"\\\\"}\n{"kind": "Pod",\n "---": "{"}\n\n{}\n# end'],
    ["no line break at the end", `${pod("a")}---\n${pod("b").trimEnd()}`],
  ])("returns the same wherever a text is cut: %s", (_, text) => {
    const whole = injectYaml(text, CONFIG);
    for (let at = 0; at <= text.length; at++) {
      const documents: DocumentReport[] = [];
      const injector = createYamlInjector(CONFIG, { onDocument: (one) => documents.push(one) });
      const results = [
        injector.push(text.slice(0, at)),
        injector.push(text.slice(at)),
        injector.end(),
      ];
      const parts = results.map((result) => (result.ok ? result.value : "failed"));
      expect({ ok: true, value: { text: parts.join(""), documents } }).toMatchObject({
        ok: whole.ok,
        value: whole.ok && { text: whole.value.text, documents: whole.value.documents },
      });
    }
  });

  it("returns a document as soon as the next begins, and reports it before", () => {
    const seen: unknown[] = [];
    const injector = createYamlInjector(CONFIG, {
      onDocument: ({ index, line, name }) => seen.push([index, line, name]),
    });
    for (const chunk of [pod("a"), `---\n${pod("b")}`, `---\n${pod("c")}`]) {
      const result = injector.push(chunk);
      seen.push(result.ok && result.value.length > 0);
    }
    const rest = injector.end();
    expect([...seen, rest.ok && rest.value]).toEqual([
      false,
      [0, 1, "a"],
      true,
      [1, 12, "b"],
      true,
      [2, 23, "c"],
      injected(`---\n${pod("c")}`),
    ]);
  });

  it("returns the failure of a document from then on, with its position in the whole text", () => {
    const injector = createYamlInjector(CONFIG);
    expect(injector.push(`${pod("a")}---\n${pod("b", '"1.5"')}---\n`).ok).toBe(false);
    const chunks = [`${pod("a")}---\n`, `${pod("b", '"1.5"')}---\n`];
    const other = createYamlInjector(CONFIG);
    const results = [
      ...chunks.map((chunk) => other.push(chunk)),
      other.push(pod("c")),
      other.end(),
    ];
    expect(results[0]).toEqual({ ok: true, value: injected(pod("a")), warnings: [] });
    expect(results[1]).toMatchObject({
      ok: false,
      issues: [
        {
          code: "gpu/quantity",
          path: ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"],
          position: { line: 21, column: 9, offset: 256 },
        },
      ],
    });
    expect(results[2]).toBe(results[1]);
    expect(results[3]).toBe(results[1]);
  });

  it("keeps documents that fail, on demand", () => {
    const text = `${pod("a", '"1.5"')}---\n${pod("b")}`;
    const injector = createYamlInjector(CONFIG, { onInvalidDocument: "keep" });
    const [first, last] = [injector.push(text), injector.end()];
    expect(first).toMatchObject({ ok: true, value: pod("a", '"1.5"') });
    expect(first.warnings.map(({ code }) => code)).toEqual(["gpu/quantity"]);
    expect(last).toMatchObject({ ok: true, value: injected(`---\n${pod("b")}`) });
  });

  it("refuses a document as soon as it is longer than maxDocumentLength", () => {
    const injector = createYamlInjector(CONFIG, { maxDocumentLength: 1000 });
    const long = "# and so on\n".repeat(50);
    expect(injector.push(`${pod("a")}---\n`).ok).toBe(true);
    expect(injector.push(long)).toMatchObject({ ok: true, value: "" });
    const result = injector.push(long);
    expect(result).toMatchObject({
      ok: false,
      issues: [{ code: "yaml/too-long", path: [], position: { line: 11, column: 1 } }],
    });
    expect(injector.end()).toBe(result);
    const one = injectYaml(pod("a") + long.repeat(2), CONFIG, { maxDocumentLength: 1000 });
    expect(one.ok ? [] : one.issues.map(({ code }) => code)).toEqual(["yaml/too-long"]);
  });

  it("refuses chunks that are not strings, and bad options, in every call", () => {
    const bytes = new TextEncoder().encode("a: 1") as unknown as string;
    const injector = createYamlInjector(CONFIG);
    const result = injector.push(bytes);
    expect(result).toMatchObject({ ok: false, issues: [{ code: "input/type", path: [] }] });
    expect(injector.push("a: 1")).toBe(result);
    const other = createYamlInjector(CONFIG, { maxDocumentLength: -1 });
    const issues = [{ code: "options/value", path: ["maxDocumentLength"] }];
    expect(other.push("")).toMatchObject({ ok: false, issues });
    expect(other.end()).toMatchObject({ ok: false, issues });
  });

  it("refuses an onDocument that is not a function", () => {
    expect(createYamlInjector(CONFIG, { onDocument: 1 as never }).push("")).toEqual({
      ok: false,
      issues: [
        {
          code: "options/value",
          path: ["onDocument"],
          message: "must be a function",
          received: "1",
        },
      ],
      warnings: [],
    });
    expect(injectYaml("", CONFIG, { onDocument: () => undefined } as object)).toMatchObject({
      ok: false,
      issues: [{ code: "options/unknown-key", path: ["onDocument"] }],
    });
  });

  it("returns no more text after onDocument threw, since the text of its block is lost", () => {
    const thrown = new Error("full");
    const injector = createYamlInjector(CONFIG, {
      onDocument: () => {
        throw thrown;
      },
    });
    injector.push(pod("a"));
    expect(() => injector.push("---\n")).toThrow(thrown);
    const lost = { ok: false, issues: [{ code: "input/unreadable", message: "onDocument threw" }] };
    expect(injector.push("a: 1\n---\n")).toMatchObject(lost);
    expect(injector.end()).toMatchObject(lost);
  });
});
