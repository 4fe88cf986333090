import { describe, expect, it } from "vitest";
import { findInputs, namedFile } from "../../../../src/cli/input/find-inputs.ts";
import { testIo, textOf } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const FILES = {
  "one.yaml": "",
  "k8s/b.yml": "",
  "k8s/a/none.json": "",
  "k8s/notes.txt": "",
  "notes/notes.txt": "",
  "k8s/node_modules/x.yaml": "",
  "app/Chart.yaml": "",
  "app/values.yaml": "",
  "app/crds/crd.yaml": "",
  "app/templates/pod.yaml": "",
  "app/templates/tests/pod.yaml": "",
  "app/charts/sub/Chart.yaml": "",
  "app/charts/sub/templates/pod.yaml": "",
  "app/overlays/templates/pod.yaml": "",
  "templates/pod.yaml": "",
};

/** The names of what operands find, and what was said. */
async function find(...operands: string[]) {
  const io = testIo({ cwd: folderWith(FILES), stdin: "" });
  const inputs = await findInputs(operands, io);
  return { names: inputs.map(({ name }) => name), stderr: textOf(io.stderr) };
}

describe("findInputs", () => {
  it("finds files, folders, globs and standard input, each once, in the order of operands", async () => {
    const operands = ["one.yaml", "k8s", "-", "*.yaml", "/dev/stdin", "./k8s/b.yml"];
    expect(await find(...operands)).toEqual({
      names: ["one.yaml", "k8s/a/none.json", "k8s/b.yml", "<stdin>"],
      stderr: "",
    });
  });

  it("takes a file that is named whatever its name is", async () => {
    expect((await find("k8s/notes.txt")).names).toEqual(["k8s/notes.txt"]);
  });

  it("reads standard input without operands, unless it is a terminal", async () => {
    expect((await find()).names).toEqual(["<stdin>"]);
    await expect(findInputs([], testIo())).rejects.toMatchObject({
      message: "a file is required",
      hint: 'name files, folders or globs, or "-" for stdin',
    });
  });

  it("skips the templates and subcharts of a Helm chart, and nothing else", async () => {
    expect(await find("app")).toEqual({
      names: [
        "app/Chart.yaml",
        "app/crds/crd.yaml",
        "app/overlays/templates/pod.yaml",
        "app/values.yaml",
      ],
      stderr: "app: Helm templates skipped: helm template app | kube-mps ...\n",
    });
    expect(await find("**/templates/*.yaml")).toEqual({
      names: ["app/overlays/templates/pod.yaml", "templates/pod.yaml"],
      stderr: "app: Helm templates skipped: helm template app | kube-mps ...\n",
    });
  });

  it.each([
    ["nope.yaml", "cannot read nope.yaml: no such file", undefined],
    ["one.yaml/x", "cannot read one.yaml/x: not a directory", undefined],
    ["*.json", "no file matches *.json", undefined],
    ["notes", "no .yaml, .yml or .json file in notes", undefined],
    [
      "app/templates/*.yaml",
      "app/templates/*.yaml has only Helm templates, which are not manifests yet",
      "render them first: helm template CHART | kube-mps ...",
    ],
  ])("rejects %s", async (operand, message, hint) => {
    await expect(find(operand)).rejects.toMatchObject({ name: "UsageError", message, hint });
  });
});

describe("namedFile", () => {
  it("rejects what is not a file", () => {
    const cwd = folderWith(FILES);
    expect(namedFile("one.yaml", cwd)).toMatchObject({ name: "one.yaml", path: `${cwd}/one.yaml` });
    expect(() => namedFile("nope", cwd)).toThrow("cannot read nope: no such file");
    expect(() => namedFile("k8s", cwd)).toThrow("cannot read k8s: it is a directory");
  });
});
