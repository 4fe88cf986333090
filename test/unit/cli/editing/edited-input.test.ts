import { describe, expect, it } from "vitest";
import { readOptionFlags } from "../../../../src/cli/args/option-flags.ts";
import { parseFlags } from "../../../../src/cli/args/parse-flags.ts";
import { EditedInput, type EditJob } from "../../../../src/cli/editing/edited-input.ts";
import { Stage } from "../../../../src/cli/editing/stage.ts";
import { Input } from "../../../../src/cli/input/input.ts";
import { readInputs } from "../../../../src/cli/input/read-inputs.ts";
import { Findings } from "../../../../src/cli/report/findings.ts";
import { failure, success } from "../../../../src/result/result.ts";
import { testIo } from "../../../helpers/cli.ts";

const TEXT = "a: 1\nb: 2\n";

/** Edits a text, and returns what would be written and why not. */
async function edited(edit: EditJob["edit"], mode: EditJob["mode"], ...argv: string[]) {
  const io = testIo({ stdin: TEXT });
  const flags = parseFlags(argv, [{ name: "on-invalid", value: "POLICY", about: "" }]);
  const findings = new Findings("json");
  const run = { flags, io, findings, options: await readOptionFlags({ flags, io, findings }) };
  const job = { run, mode, stage: new Stage(), edit };
  const [input] = await readInputs([new Input("it")], run, (one) => new EditedInput(one, job));
  const text = Buffer.concat([...(input?.chunks() ?? [])]).toString();
  const found = findings.list.map(({ severity, issue }) => [severity, issue.message]);
  return { text, changes: input?.changes, withheld: input?.withheld, found };
}

const issue = (message: string) => ({ code: "gpu/quantity" as const, path: [], message });

/** Nothing is done to a text. */
const unchanged: EditJob["edit"] = (text) =>
  success({ text, changed: false, documents: [], textEdits: [] });

/** One line is put before it; of its documents one is invalid, and one has a warning. */
const invalid = issue("invalid");
const half: EditJob["edit"] = (text) =>
  success(
    {
      text: `# new\n${text}`,
      changed: true,
      documents: [
        { index: 0, line: 1, changed: false, containers: [], textEdits: [], issues: [invalid] },
      ],
      textEdits: [{ offset: 0, remove: 0, insert: "# new\n" }],
    },
    [issue("odd"), invalid],
  );

describe("EditedInput", () => {
  it("writes a text that does not change to standard output only", async () => {
    const nothing = { changes: false, withheld: undefined, found: [] };
    expect(await edited(unchanged, "stdout")).toEqual({ ...nothing, text: TEXT });
    expect(await edited(unchanged, "in-place")).toEqual({ ...nothing, text: "" });
    expect(await edited(unchanged, "diff")).toEqual({ ...nothing, text: "" });
  });

  it("is withheld because of an invalid document", async () => {
    expect(await edited(half, "stdout")).toEqual({
      text: "",
      changes: false,
      withheld: "invalid",
      found: [
        ["warning", "odd"],
        ["error", "invalid"],
      ],
    });
  });

  it("is written with an invalid document under --on-invalid keep", async () => {
    const found = [
      ["warning", "odd"],
      ["warning", "invalid"],
    ];
    const expected = { changes: true, withheld: undefined, found };
    expect(await edited(half, "in-place", "--on-invalid", "keep")).toEqual({
      ...expected,
      text: `# new\n${TEXT}`,
    });
    expect(await edited(half, "diff", "--on-invalid", "keep")).toEqual({
      ...expected,
      text: "--- a/it\n+++ b/it\n@@ -1,2 +1,3 @@\n+# new\n a: 1\n b: 2\n",
    });
  });

  it("is withheld if it could not be edited at all, whatever --on-invalid says", async () => {
    const fails: EditJob["edit"] = () => failure([issue("failed")], [issue("odd")]);
    expect(await edited(fails, "stdout", "--on-invalid", "keep")).toEqual({
      text: "",
      changes: false,
      withheld: "invalid",
      found: [
        ["warning", "odd"],
        ["error", "failed"],
      ],
    });
  });
});
