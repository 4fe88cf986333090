import type { Flag } from "../args/flag.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import type { Report, Run } from "../commands/command.ts";
import { findInputs } from "../input/find-inputs.ts";
import { readInputs } from "../input/read-inputs.ts";
import type { Io, Output } from "../io.ts";
import { plural } from "../report/plural.ts";
import { UsageError } from "../usage-error.ts";
import { EditedInput, type EditJob, type Mode } from "./edited-input.ts";
import { Stage } from "./stage.ts";
import { Tally } from "./tally.ts";
import { writeInPlace } from "./write-in-place.ts";
import { writeJoined } from "./write-joined.ts";

/** The options of commands that edit files. */
export const EDIT_FLAGS: readonly Flag[] = [
  { name: "in-place", short: "i", about: "change the files instead of writing to stdout" },
  { name: "diff", short: "d", about: "show what would change; exit 1 if anything would" },
];

/** Edits every input, and writes those that are valid once all have been read. */
export async function editFiles(run: Run, edit: EditJob["edit"]): Promise<Report> {
  const { flags, findings, io } = run;
  const mode = readMode(flags);
  const inputs = await findInputs(flags.operands, io);
  const stream = mode === "in-place" && inputs.find((input) => input.isStream());
  if (stream) {
    throw new UsageError(`${stream.name} cannot be changed in place`, "remove --in-place");
  }
  const stage = new Stage();
  try {
    const job = { run, mode, stage, edit };
    const edited = await readInputs(inputs, run, (input) => new EditedInput(input, job));
    const good = edited.filter(isGood);
    const changed = good.filter(({ changes }) => changes);
    if (mode === "stdout") await writeJoined(good, io.stdout);
    else if (mode === "in-place") await writeInPlace(changed, io, findings);
    else for (const one of changed) await writeChunks(one, io.stdout);
    return reportOn(edited, mode, io);
  } finally {
    stage.close();
  }
}

async function writeChunks(input: EditedInput, to: Output): Promise<void> {
  for (const chunk of input.chunks()) await to.write(chunk);
}

function readMode(flags: ParsedFlags): Mode {
  if (!flags.has("in-place")) return flags.has("diff") ? "diff" : "stdout";
  if (!flags.has("diff")) return "in-place";
  throw new UsageError("--diff and --in-place exclude each other", "look at the --diff first");
}

function isGood({ withheld }: EditedInput): boolean {
  return withheld === undefined;
}

function reportOn(inputs: readonly EditedInput[], mode: Mode, { stderr: { colors } }: Io): Report {
  const good = inputs.filter(isGood);
  const changed = good.filter(({ changes }) => changes).length;
  const tally = new Tally();
  for (const one of good) tally.addAll(one.tally);
  const outcome = changed === 0 ? "nothing to change" : OUTCOMES[mode](plural(changed, "file"));
  const [invalid, failed] = ["invalid", "failed"].map((reason) => {
    const count = inputs.filter(({ withheld }) => withheld === reason).length;
    return count === 0 ? undefined : `${count} of ${plural(inputs.length, "file")}`;
  });
  const notes = [
    invalid && `${invalid} withheld: --on-invalid keep writes them, invalid documents unchanged`,
    failed && `${failed} not processed`,
  ];
  return {
    json: {
      files: inputs.map(({ input, changes, withheld }) => ({
        file: input.name,
        changes,
        withheld,
      })),
      documents: tally.documents,
      containers: tally.actions,
    },
    details: tally.render(colors),
    summary: good.length === 0 ? "" : `${tally.summary(good.length)}; ${colors.bold(outcome)}`,
    note: notes.filter((note) => note !== undefined).join("; "),
    differs: mode === "diff" && changed > 0,
  };
}

const OUTCOMES: Readonly<Record<Mode, (files: string) => string>> = {
  stdout: (files) => `changes in ${files}`,
  "in-place": (files) => `${files} changed`,
  diff: (files) => `${files} would change`,
};
