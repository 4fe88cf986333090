import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: none}";
const OBJECT = '{ "kind": "ConfigMap" }';

const inject = (cwd: string, stdin = "") => cli("inject . - -q -m 4Gi", { cwd, stdin });

describe("writeJoined", () => {
  it.each<[string, files: Record<string, string>, stdout: string]>([
    [
      "YAML with separators",
      {
        "a.yaml": `${CONFIG_MAP}\n`,
        "b.yaml": `---\n${CONFIG_MAP}`,
        "c.yaml": `%YAML 1.2\n---\n${CONFIG_MAP}\n---\n`,
        "d.yaml": CONFIG_MAP,
        "e.yaml": "",
        "f.yaml": "--- # the last\na: 1\n",
      },
      [
        `${CONFIG_MAP}\n`,
        `---\n${CONFIG_MAP}\n`,
        `%YAML 1.2\n---\n${CONFIG_MAP}\n---\n`,
        `${CONFIG_MAP}\n`,
        "--- # the last\na: 1\n",
      ].join(""),
    ],
    [
      "a byte order mark at the start only",
      { "a.yaml": `\uFEFF${CONFIG_MAP}`, "b.yaml": `\uFEFF${CONFIG_MAP}` },
      `\uFEFF${CONFIG_MAP}\n---\n${CONFIG_MAP}`,
    ],
    [
      "JSON alone by line breaks",
      { "a.json": OBJECT, "b.json": `${OBJECT}\n` },
      `${OBJECT}\n${OBJECT}\n`,
    ],
    [
      "JSON of several objects too",
      { "a.json": `${OBJECT}\n${OBJECT}`, "b.json": OBJECT, "c.json": "" },
      `${OBJECT}\n${OBJECT}\n${OBJECT}`,
    ],
    [
      "JSON before YAML after a separator",
      { "a.json": `\uFEFF${OBJECT}`, "b.yaml": CONFIG_MAP },
      `---\n${OBJECT}\n---\n${CONFIG_MAP}`,
    ],
    [
      "JSON after YAML",
      { "a.yaml": CONFIG_MAP, "b.json": OBJECT },
      `${CONFIG_MAP}\n---\n${OBJECT}`,
    ],
    ["one file as it is", { "a.json": `${OBJECT}\n${OBJECT}` }, `${OBJECT}\n${OBJECT}`],
  ])("joins %s", async (_, files, stdout) => {
    expect(await inject(folderWith(files))).toEqual({ code: 0, stdout, stderr: "" });
  });

  it("joins standard input to files", async () => {
    expect(await inject(folderWith({ "a.yaml": "a: 1\n" }), "b: 1\n")).toEqual({
      code: 0,
      stdout: "a: 1\n---\nb: 1\n",
      stderr: "",
    });
  });

  it("does not join several JSON objects to YAML", async () => {
    const files = { "a.yaml": CONFIG_MAP, "b.json": `${OBJECT}\n${OBJECT}` };
    expect(await inject(folderWith(files))).toEqual({
      code: 2,
      stdout: "",
      stderr: `kube-mps: b.json has 2 JSON objects: among YAML kubectl would read only the first
  help: inject the YAML files separately, or use --in-place
`,
    });
  });
});
