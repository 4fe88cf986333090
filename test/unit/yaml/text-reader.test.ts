import { unwrap } from "kube-mps";
import type { DocumentReader, YamlOptions } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { settingsWith } from "../../../src/options/compile-options.ts";
import { YAML_OPTIONS } from "../../../src/options/yaml-options.ts";
import { type TextDocument, TextReader } from "../../../src/yaml/text-reader.ts";

const GPU = "kind: Pod\nx: nvidia.com/gpu\n";

function readerFor(options?: YamlOptions): TextReader {
  const { settings, own } = unwrap(settingsWith(options, YAML_OPTIONS));
  return new TextReader(settings, own, false);
}

function read(text: string, options?: YamlOptions): TextDocument[] {
  return [...readerFor(options).read(text)];
}

function isRead(text: string, options?: YamlOptions): boolean {
  return read(text, options).some(({ content }) => content !== undefined);
}

describe("TextReader", () => {
  it("counts documents, lines and offsets through all blocks", () => {
    const reader = readerFor();
    const blocks = [`# one\n---\n${GPU}---\n`, `kind: Job\n--- # two\n${GPU}`, `---\n${GPU}`];
    const documents = blocks.flatMap((block) =>
      [...reader.read(block)].map(({ index, line, content }) => [
        index,
        line,
        content?.offset,
        content?.positionOf(["x"]),
      ]),
    );
    const text = blocks.join("");
    const [first, second, third] = [...text.matchAll(/kind: Pod/g)].map(({ index }) => index);
    const position = (line: number, offset: number | undefined) => ({
      line,
      column: 1,
      offset: (offset ?? 0) + "kind: Pod\n".length,
    });
    expect(documents).toEqual([
      [0, 3, first, position(4, first)],
      [1, 6, undefined, undefined],
      [2, 6, undefined, undefined],
      [3, 8, second, position(9, second)],
      [4, 11, third, position(12, third)],
    ]);
    expect(reader.offset).toBe(text.length);
  });

  it("does not count a byte order mark as part of its line", () => {
    const [document] = read(`\uFEFFx: nvidia.com/gpu\n`);
    expect(document?.content).toMatchObject({ text: "x: nvidia.com/gpu\n", offset: 1 });
    expect(document?.content?.positionOf(["x"])).toEqual({ line: 1, column: 2, offset: 1 });
  });

  it("reads documents that may name a GPU, and reports the reader of each", () => {
    const readers: DocumentReader[] = [];
    const onRead = (reader: DocumentReader) => readers.push(reader);
    read(`${GPU}---\nkind: Job\n---\n!x ${GPU}--- x\n${GPU}`, { onRead });
    expect(readers).toEqual(["lexer", "none", "yaml"]);
  });

  it.each<[string, string, YamlOptions?]>([
    ["a GPU resource", "nvidia.com/gpu"],
    ["a pattern of GPU resources", "nvidia.com/mig-1g.5gb"],
    ["a device class", "deviceclass.resource.kubernetes.io/gpu.nvidia.com"],
    ["a kind with its own GPU resources", "kind: DynamoGraphDeployment"],
    ["a resource of gpuResources", "x.y/gpus", { gpuResources: ["x.y/gpus"] }],
    [
      "a group whose kinds have their own GPU resources",
      "apiVersion: a.example.com/v1",
      {
        kinds: [
          {
            group: "a.example.com",
            kind: "*",
            containers: [{ path: "spec", gpuResources: ["gpu"] }],
          },
        ],
      },
    ],
  ])("reads a document that names %s", (_, text, options) => {
    expect(isRead(text, options)).toBe(true);
    expect(isRead("x: y\n", options)).toBe(false);
  });

  it.each([
    [
      "text after its separator",
      `--- x\n${GPU}`,
      "yaml/separator",
      { line: 1, column: 1, offset: 0 },
    ],
    [
      "more than maxDocumentLength",
      `a: 1\n---\n${GPU.repeat(9)}`,
      "yaml/too-long",
      { line: 3, column: 1, offset: 9 },
    ],
    ["invalid YAML", `a: 1\n---\n${GPU}y: [\n`, "yaml/syntax", { line: 6, column: 1, offset: 42 }],
  ])("refuses a document with %s, at its position", (_, text, code, position) => {
    const { content } = read(text, { maxDocumentLength: 200 }).at(-1) ?? {};
    const problem = content?.reading.ok === false ? content.reading.problems[0] : undefined;
    expect(problem && content?.issueOf(problem)).toMatchObject({ code, path: [], position });
  });

  it("gives an issue the position of the deepest part of its path", () => {
    const { content } = read("a:\n  b: nvidia.com/gpu\n")[0] ?? {};
    const issue = { code: "gpu/quantity", path: ["a", "b", "c"], message: "wrong" } as const;
    expect(content?.located(issue)).toEqual({
      ...issue,
      position: { line: 2, column: 3, offset: 5 },
    });
  });

  it("refuses a document that is too long to hold, where the last block ended", () => {
    const reader = readerFor({ maxDocumentLength: 10 });
    for (const _ of reader.read("a: 1\n---\n"));
    expect(reader.tooLong(11)).toEqual({
      code: "yaml/too-long",
      path: [],
      message: "document of 11 characters or more: the maximum is 10",
      hint: "split it, or raise maxDocumentLength",
      position: { line: 3, column: 1, offset: 9 },
    });
  });
});
