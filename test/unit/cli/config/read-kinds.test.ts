import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const LIST = { type: "array", items: { type: "object", properties: { name: {}, value: {} } } };
const MAP = { type: "object", additionalProperties: {} };
const CONTAINER = {
  name: {},
  env: LIST,
  resources: { properties: { limits: MAP, requests: MAP } },
};
const CONTAINERS = { type: "array", items: { type: "object", properties: CONTAINER } };
const POD_SPEC = { type: "object", properties: { containers: CONTAINERS } };
const OPAQUE = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

/** A definition, as JSON, which is YAML. */
function crd(kind: string, pod: object = POD_SPEC): string {
  const openAPIV3Schema = { properties: { spec: { properties: { pod } } } };
  return `${JSON.stringify({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    spec: {
      group: "example.com",
      names: { kind },
      versions: [{ name: "v1", schema: { openAPIV3Schema } }],
    },
  })}\n`;
}

function job(kind: string): string {
  return `apiVersion: example.com/v1
kind: ${kind}
metadata: { name: a }
spec:
  pod:
    containers: [{ name: main, resources: { limits: { nvidia.com/gpu: 1 } } }]
`;
}

const ROW = "group: example.com\nkind: ByRow\npods: [spec.pod]\n";
const inject = "inject jobs.yaml -q -t 50";

describe("--kinds", () => {
  it("takes definitions and rows, in several documents", async () => {
    const cwd = folderWith({
      "jobs.yaml": ["Train", "Serve", "ByRow"].map(job).join("---\n"),
      "kinds.yaml": `# All kinds\n---\n${crd("Train")}---\n${ROW}---\n${crd("Serve")}`,
    });
    const { code, stdout, stderr } = await cli(`${inject} --kinds kinds.yaml`, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.match(/CUDA_MPS_ACTIVE_THREAD_PERCENTAGE/g)).toHaveLength(3);
  });

  it("takes what kubectl prints, from standard input", async () => {
    const cwd = folderWith({ "jobs.yaml": job("Train") });
    const list = `{"apiVersion":"v1","kind":"List","items":[${crd("Train")}]}`;
    const { code, stdout } = await cli(`${inject} --kinds -`, { cwd, stdin: list });
    expect(code).toBe(0);
    expect(stdout).toContain("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
  });

  it("takes a folder", async () => {
    const cwd = folderWith({ "jobs.yaml": job("Serve"), "crds/a.yaml": crd("Serve") });
    const { stdout } = await cli(`${inject} --kinds crds`, { cwd });
    expect(stdout).toContain("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
  });

  it("reports every mistake, of definitions and rows, and changes nothing", async () => {
    const cwd = folderWith({
      "jobs.yaml": job("Train"),
      "kinds.yaml": `${ROW}kinds: 1\n---\napiVersion: v1\nkind: Pod\n---\n${crd("Train")}`,
    });
    const { code, stdout, stderr } = await cli(`${inject} --kinds kinds.yaml`, { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/error\[options\/kind\][^\n]*\n *--> kinds\.yaml:4:8\n/);
    expect(stderr).toMatch(/error\[kinds\/not-a-crd\][^\n]*\n *--> kinds\.yaml:6:1\n/);
  });

  it("reports every document that is not YAML", async () => {
    const cwd = folderWith({ "jobs.yaml": job("Train"), "kinds.yaml": "a: [\n---\nb: *c\n" });
    const { code, stderr } = await cli(`${inject} --kinds kinds.yaml`, { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("error[yaml/syntax]");
    expect(stderr).toContain("error[yaml/alias]");
  });

  it("warns of what a schema does not say", async () => {
    const cwd = folderWith({ "jobs.yaml": job("Train"), "kinds.yaml": crd("Train", OPAQUE) });
    const { stderr } = await cli(`${inject} --kinds kinds.yaml`, { cwd });
    expect(stderr).toMatch(/warning\[kinds\/opaque\][^\n]*\n *--> kinds\.yaml:1:1\n/);
  });

  it.each([
    ["inject --kinds - -t 50", "standard input can be read only once"],
    ["inject - --kinds - -t 50", "standard input can be read only once"],
    ["inject a.yaml --kinds nope.yaml -t 50", "cannot read nope.yaml: no such file"],
  ])("rejects %s", async (line, message) => {
    const { code, stderr } = await cli(line, { cwd: folderWith({ "a.yaml": "" }), stdin: "" });
    expect(code).toBe(2);
    expect(stderr).toContain(`kube-mps: ${message}\n`);
  });
});
