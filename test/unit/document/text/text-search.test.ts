import { describe, expect, it } from "vitest";
import { hidesName, needlesFor, TextSearch } from "../../../../src/document/text/text-search.ts";

const NAMES = [
  "nvidia.com/gpu",
  "nvidia.com/gpu.shared",
  "nvidia.com/mig-",
  "DynamoGraphDeployment",
];

function mentions(text: string): "plain" | "hidden" | undefined {
  return new TextSearch(text, needlesFor(NAMES)).between(0, text.length);
}

describe("needlesFor", () => {
  it("searches for a rare part of each text, and for no text that contains another", () => {
    expect(needlesFor(["a.example.com/", "gpus", "~1gpu", ...NAMES])).toEqual([
      { stem: "a.exam", whole: "a.example.com/", isHint: false },
      { stem: "gpus", whole: "gpus", isHint: false },
      { stem: "~1", whole: "~1gpu", isHint: false },
      { stem: "/gpu", whole: "nvidia.com/gpu", isHint: false },
      { stem: "/mig-", whole: "nvidia.com/mig-", isHint: false },
      { stem: "Dynamo", whole: "DynamoGraphDeployment", isHint: false },
      { stem: "!!b", whole: "!!b", isHint: true },
      { stem: "!!%", whole: "!!%", isHint: true },
      { stem: "!<", whole: "!<", isHint: true },
      { stem: "%TAG", whole: "%TAG", isHint: true },
    ]);
  });
});

describe("TextSearch", () => {
  it.each([
    ["a name", "limits: {nvidia.com/gpu: 1}"],
    ["a longer name", "nvidia.com/gpu.shared"],
    ["a MIG slice", "nvidia.com/mig-1g.5gb"],
    ["a name without a slash", "kind: DynamoGraphDeployment\napiVersion: nvidia.com/v1"],
  ])("sees %s", (_, text) => {
    expect(mentions(text)).toBe("plain");
  });

  it.each([
    ["an escaped slash", '"nvidia.com\\/gpu"'],
    ["an escape by number", '"nvidia.com\\x2fgpu"'],
    ["a short Unicode escape", '"nvidia.com\\u002fgpu"'],
    ["a long Unicode escape", '"nvidia.com\\U0000002fgpu"'],
    ["a folded line", '"nvidia.com/\\\n  gpu"'],
    ["a folded line, CRLF", '"nvidia.com/\\\r\n  gpu"'],
    ["base64", "!!binary bnZpZGlhLmNvbS9ncHU="],
    ["base64 by a tag in full", "!<tag:yaml.org,2002:binary> bnZpZGlhLmNvbS9ncHU="],
    ["base64 by an escaped tag", "!!%62inary bnZpZGlhLmNvbS9ncHU="],
    ["base64 by a handle", "%TAG !y! tag:yaml.org,2002:"],
    ["a line folded at a separator", '"nvidia.com/\\\u2028gpu"'],
  ])("sees what may hide a name: %s", (_, text) => {
    expect(mentions(text)).toBe("hidden");
  });

  it("sees a hint as it sees what may hide a name", () => {
    const needles = needlesFor(NAMES, ["gpu-memory", "gpu-fraction"]);
    const search = (text: string) => new TextSearch(text, needles).between(0, text.length);
    expect(search("annotations: {gpu-memory: 1}")).toBe("hidden");
    expect(search("args: [--gpu-fraction=1]")).toBe("hidden");
    expect(search("args: [--gpu-count=1]")).toBeUndefined();
    expect(search("gpu-memory: 1\nnvidia.com/gpu: 1")).toBe("plain");
    expect(hidesName("gpu-memory: {", needles)).toBe(false);
  });

  it("sees a name next to what may hide one", () => {
    expect(mentions("a: !!binary YQ==\nb: nvidia.com/gpu")).toBe("plain");
    expect(mentions('a: "\\x41"\nb: nvidia.com/mig-2')).toBe("plain");
  });

  it.each([
    ["other text", "limits: {cpu: 1}"],
    ["another resource", "amd.com/gpu"],
    ["another name of the domain", "nvidia.com/cuda.driver.major: 12"],
    ["escapes that hide no letter", '"a\\n\\t\\\\\\""'],
    ["an escaped backslash before a letter", '"\\\\x2f"'],
  ])("does not see %s", (_, text) => {
    expect(mentions(text)).toBeUndefined();
  });

  it("finds the parts with a name, in ascending order", () => {
    const text = 'a\nnvidia.com/gpu\nb\n"\\/"\nc\nnvidia.com/mig-2\n';
    const lines = [...text.matchAll(/.*\n/g)].map(
      ({ index, 0: line }) => [index, index + line.length] as const,
    );
    const search = new TextSearch(text, needlesFor(NAMES));
    expect(lines.map(([start, end]) => search.between(start, end))).toEqual([
      undefined,
      "plain",
      undefined,
      "hidden",
      undefined,
      "plain",
    ]);
  });
});

describe("hidesName", () => {
  it.each([
    '"nvidia.com\\/gpu"',
    '"nvidia.com\\x2fgpu"',
    '"nvidia.com\\u002fgpu"',
    '"nvidia.com\\U0000002fgpu"',
    '"nvidia.com/\\\r\n  gpu"',
    "!!binary bnZpZGlhLmNvbS9ncHU=: 1",
  ])("finds the name in %s", (text) => {
    expect(hidesName(text, needlesFor(NAMES))).toBe(true);
  });

  it.each(['"a\\\n  b\\/c\\UFFFFFFFF"', "!!binary YWJjZGVm", "{{ x }}"])(
    "finds no name in %s",
    (text) => {
      expect(hidesName(text, needlesFor(NAMES))).toBe(false);
    },
  );
});
