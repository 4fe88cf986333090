import { findGpuContainers, unwrap } from "kube-mps";
import { type DocumentReader, findGpuContainersYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const POD = `apiVersion: v1
kind: Pod
metadata:
  generateName: train-
  namespace: research
spec:
  initContainers:
    - name: cache
      restartPolicy: Always
      resources: {limits: {nvidia.com/gpu: 1}}
  containers:
    - name: main
      env:
        - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
          value: "50"
      resources:
        limits:
          nvidia.com/gpu: 2
`;
const OBJECT = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { generateName: "train-", namespace: "research" },
  spec: {
    initContainers: [
      { name: "cache", restartPolicy: "Always", resources: { limits: { "nvidia.com/gpu": 1 } } },
    ],
    containers: [
      {
        name: "main",
        env: [{ name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" }],
        resources: { limits: { "nvidia.com/gpu": 2 } },
      },
    ],
  },
};

const INVALID = "nvidia.com/gpu: [\n";

describe("findGpuContainersYaml", () => {
  it.each<[DocumentReader, string]>([
    ["lexer", POD],
    // The tag is left to the `yaml` package.
    ["yaml", POD.replace("kind: Pod", "kind: !!str Pod")],
    ["lexer", JSON.stringify(OBJECT)],
  ])("finds what findGpuContainers finds, read by: %s", (reader, text) => {
    const readers: DocumentReader[] = [];
    const onRead = (one: DocumentReader) => readers.push(one);
    const found = findGpuContainersYaml(text, { onRead });
    const expected = findGpuContainers(OBJECT);
    const [document] = unwrap(found);
    const containers = document?.containers.map(({ position: _, ...container }) => container);
    expect(containers).toEqual(unwrap(expected));
    expect(containers).toMatchObject([{ role: "container" }, { role: "sidecar" }]);
    expect(found.warnings.map(({ code, path }) => ({ code, path }))).toEqual(
      expected.warnings.map(({ code, path }) => ({ code, path })),
    );
    expect(readers).toEqual([reader]);
  });

  it("lists every document, and the position of every container", () => {
    const text = `# none\n---\nkind: ConfigMap\n---\n${POD}---\n`;
    const documents = unwrap(findGpuContainersYaml(text)).map(({ index, line, containers }) => ({
      index,
      line,
      positions: containers.map(({ position }) => position),
    }));
    const offsetOf = (part: string) => text.indexOf(part);
    expect(documents).toEqual([
      { index: 0, line: 3, positions: [] },
      {
        index: 1,
        line: 5,
        positions: [
          { line: 16, column: 5, offset: offsetOf("- name: main") },
          { line: 12, column: 5, offset: offsetOf("- name: cache") },
        ],
      },
      { index: 2, line: 24, positions: [] },
    ]);
  });

  it("fails with every document that cannot be read, at its line and column", () => {
    const text = `${INVALID}---\n${POD}---\n${INVALID}`;
    const result = findGpuContainersYaml(text);
    expect(result).toMatchObject({
      ok: false,
      issues: [
        { code: "yaml/syntax", position: { line: 2, column: 1 } },
        { code: "yaml/syntax", position: { line: 23, column: 1 } },
      ],
    });
  });

  it("warns of documents that cannot be read, and lists them without containers, if they are kept", () => {
    const result = findGpuContainersYaml(`${INVALID}---\n${POD}`, { onInvalidDocument: "keep" });
    expect(unwrap(result).map(({ containers }) => containers.length)).toEqual([0, 2]);
    expect(result.warnings).toMatchObject([
      { code: "yaml/syntax", position: { line: 2, column: 1 } },
      { code: "gpu/count-is-replicas", position: { line: 14, column: 5 } },
    ]);
  });

  it("warns of the text of documents with a GPU container only", () => {
    const twice = "kind: ConfigMap\ndata: {a: nvidia.com/gpu}\ndata: {b: c}\n";
    const result = findGpuContainersYaml(`${twice}---\n${POD}kind: Pod\n`);
    expect(result.warnings.map(({ code, position }) => [code, position?.line])).toEqual([
      ["yaml/duplicate-key", 23],
      ["gpu/count-is-replicas", 16],
    ]);
  });

  it("refuses a manifest that is not a string, and bad options", () => {
    expect(findGpuContainersYaml(new Uint8Array(1) as never)).toMatchObject({
      ok: false,
      issues: [{ code: "input/type", path: [] }],
    });
    expect(findGpuContainersYaml("", { maxDocumentLength: 0 })).toMatchObject({
      ok: false,
      issues: [{ code: "options/value", path: ["maxDocumentLength"] }],
    });
  });
});
