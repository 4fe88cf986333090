import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOptionFlags } from "../../../../src/cli/args/option-flags.ts";
import { parseFlags } from "../../../../src/cli/args/parse-flags.ts";
import { Input } from "../../../../src/cli/input/input.ts";
import { readInputs } from "../../../../src/cli/input/read-inputs.ts";
import { Findings } from "../../../../src/cli/report/findings.ts";
import { testIo } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

/** Reads files and standard input, and lists what a reader of each was told. */
async function read(files: Record<string, string>, maxDocumentLength = 1_000_000) {
  const cwd = folderWith(files);
  const io = testIo({ cwd, stdin: "a: 1\n" });
  const flags = parseFlags([], []);
  const findings = new Findings("json");
  const options = { ...(await readOptionFlags({ flags, io, findings })), maxDocumentLength };
  const inputs = Object.keys(files).map((name) => new Input(name, join(cwd, name)));
  const readers = await readInputs(
    [...inputs, new Input("<stdin>")],
    { options, findings, io },
    () => ({
      blocks: [] as [lines: number, text: string][],
      isComplete: undefined as boolean | undefined,
      read({ linesBefore, text }) {
        this.blocks.push([linesBefore, text]);
      },
      end(isComplete) {
        this.isComplete = isComplete;
      },
    }),
  );
  return { readers: readers.map(({ blocks, isComplete }) => ({ blocks, isComplete })), findings };
}

const stdin = { blocks: [[0, "a: 1\n"]], isComplete: true };

describe("readInputs", () => {
  it("passes on whole documents, and the lines before them", async () => {
    const document = `---\n${"# filler\n".repeat(20_000)}`;
    const { readers } = await read({ "a.yaml": document.repeat(3), "b.yaml": "" });
    const [first, second, last] = readers;
    expect(first?.blocks.map(([, text]) => text).join("")).toBe(document.repeat(3));
    expect(first?.blocks.map(([lines]) => lines)).toEqual([0, 20_001, 40_002]);
    expect(second).toEqual({ blocks: [], isComplete: true });
    expect(last).toEqual(stdin);
  });

  it("reports an input that it cannot read, and reads the others", async () => {
    const { readers, findings } = await read({ "a.yaml": "a\0" });
    expect(readers).toEqual([{ blocks: [], isComplete: false }, stdin]);
    expect(findings.list).toEqual([
      {
        severity: "error",
        issue: {
          code: "input/unreadable",
          path: [],
          message: "the file is not UTF-8 text",
          hint: "convert it to UTF-8, or to UTF-16 with a byte order mark",
        },
        place: { file: "a.yaml" },
      },
    ]);
  });

  it("does not hold a document that is too long", async () => {
    const text = `a: 1\n---\n${"# filler\n".repeat(200_000)}`;
    const { readers, findings } = await read({ "a.yaml": text }, 1000);
    expect(readers).toEqual([{ blocks: [[0, "a: 1\n"]], isComplete: false }, stdin]);
    expect(findings.list).toEqual([
      {
        severity: "error",
        issue: {
          code: "yaml/too-long",
          path: [],
          message: "the document has more than 1000 characters",
          hint: "split it, or raise maxDocumentLength",
        },
        place: { file: "a.yaml", line: 2 },
      },
    ]);
  });

  it("places positions of a block in its input", async () => {
    const places: unknown[] = [];
    const io = testIo({ stdin: `${"# filler\n".repeat(30_000)}---\na: 1\n---\nb: 2\n` });
    const flags = parseFlags([], []);
    const run = {
      flags,
      io,
      findings: new Findings("text"),
      options: await readOptionFlags({ flags, io, findings: new Findings("text") }),
    };
    await readInputs([new Input("<stdin>")], run, () => ({
      read(block) {
        const offset = block.text.indexOf("2");
        const line = block.text.slice(0, offset).split("\n").length;
        if (offset !== -1) places.push(block.placeOf({ line, column: 4, offset }));
        places.push(block.placeOf(undefined));
      },
      end() {},
    }));
    expect(places).toContainEqual({
      file: "<stdin>",
      line: 30_004,
      column: 4,
      excerpt: { text: "b: 2", at: 3 },
    });
    expect(places).toContainEqual({ file: "<stdin>" });
  });
});
