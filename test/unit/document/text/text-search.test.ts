import { unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { type Needle, TextSearch } from "../../../../src/document/text/text-search.ts";
import { settingsFor } from "../../../../src/options/compile-options.ts";
import type { InjectOptions } from "../../../../src/options/inject-options.ts";
import { gpuNeedles } from "../../../../src/yaml/gpu-needles.ts";

function needles(options?: InjectOptions): readonly Needle[] {
  return gpuNeedles(unwrap(settingsFor(options)));
}

function mentions(text: string, options?: InjectOptions): boolean {
  return new TextSearch(text, needles(options)).between(0, text.length);
}

describe("gpuNeedles", () => {
  it("searches for six characters at most that are rare in each name, and for none that holds another", () => {
    expect(needles()).toEqual([
      { stem: "/gpu", whole: "nvidia.com/gpu" },
      { stem: "/mig-", whole: "nvidia.com/mig-" },
      { stem: "/gpu.n", whole: "deviceclass.resource.kubernetes.io/gpu.nvidia.com" },
      { stem: "/mig.n", whole: "deviceclass.resource.kubernetes.io/mig.nvidia.com" },
      { stem: "Dynamo", whole: "DynamoGraphDeployment" },
      { stem: "Dynamo", whole: "DynamoComponentDeployment" },
      { stem: "!!b", whole: "!!b" },
      { stem: "!!%", whole: "!!%" },
      { stem: "!<", whole: "!<" },
      { stem: "%TAG", whole: "%TAG" },
    ]);
  });

  it("knows groups and core kinds with names of their own, and names without a domain", () => {
    const containers = [{ path: "spec", gpuResources: ["gpu"] }];
    const options: InjectOptions = {
      gpuResources: ["gpus"],
      kinds: [
        { group: "a.example.com", kind: "*", containers },
        { group: "", kind: "Machine", containers },
      ],
    };
    expect(needles(options)).toEqual(
      expect.arrayContaining([
        { stem: "gpus", whole: "gpus" },
        { stem: "a.exam", whole: "a.example.com/" },
        { stem: "Machin", whole: "Machine" },
      ]),
    );
  });
});

describe("TextSearch", () => {
  it.each([
    ["the name", "limits: {nvidia.com/gpu: 1}"],
    ["a longer name", "nvidia.com/gpu.shared"],
    ["a MIG slice", "nvidia.com/mig-1g.5gb"],
    ["a kind with GPU names of its own", "kind: DynamoGraphDeployment\napiVersion: nvidia.com/v1"],
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
  ])("sees %s", (_, text) => {
    expect(mentions(text)).toBe(true);
  });

  it.each([
    ["nothing of it", "limits: {cpu: 1}"],
    ["another resource", "amd.com/gpu"],
    ["another name of the domain", "nvidia.com/cuda.driver.major: 12"],
    ["escapes that hide no letter", '"a\\n\\t\\\\\\""'],
    ["an escaped backslash before a letter", '"\\\\x2f"'],
  ])("does not see %s", (_, text) => {
    expect(mentions(text)).toBe(false);
  });

  it("tells where, however often it is asked", () => {
    const text = 'a\nnvidia.com/gpu\nb\n"\\/"\nc\nnvidia.com/mig-2\n';
    const lines = [...text.matchAll(/.*\n/g)].map(
      ({ index, 0: line }) => [index, index + line.length] as const,
    );
    const asked = new TextSearch(text, needles());
    expect(lines.map(([start, end]) => asked.between(start, end))).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});
