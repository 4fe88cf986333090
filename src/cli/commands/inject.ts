import { flagsFor } from "../args/option-flags.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import { LIMIT_FLAGS } from "../config/limit-flags.ts";
import { readConfig } from "../config/read-config.ts";
import { InjectedInput, type Mode } from "../inject/injected-input.ts";
import { Stage } from "../inject/stage.ts";
import { Tally } from "../inject/tally.ts";
import { writeInPlace } from "../inject/write-in-place.ts";
import { writeJoined } from "../inject/write-joined.ts";
import { findInputs, namedFile } from "../input/find-inputs.ts";
import { readInputs } from "../input/read-inputs.ts";
import type { Io, Output } from "../io.ts";
import { plural } from "../report/plural.ts";
import { UsageError } from "../usage-error.ts";
import type { Command, Report, Run } from "./command.ts";

export const INJECT: Command = {
  help: {
    name: "inject",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Writes MPS limits into every GPU container; touches nothing else.",
    flags: [
      ...LIMIT_FLAGS,
      { name: "config", short: "c", value: "FILE", about: "limits from YAML or JSON" },
      { name: "in-place", short: "i", about: "change the files instead of writing to stdout" },
      { name: "diff", short: "d", about: "show what would change; exit 1 if anything would" },
      ...flagsFor(
        "onConflict",
        "missingConfig",
        "gpuUnit",
        "unknownKinds",
        "onInvalidDocument",
        "gpuResources",
        "kinds",
        "resourceLimits",
        "optOut",
        "minMemory",
        "maxDocumentLength",
      ),
    ],
    examples: ["helm template chart | kube-mps inject -m 4Gi | kubectl apply -f -"],
  },
  writesManifests: true,
  run,
};

async function run(run: Run): Promise<Report> {
  const { flags, options, findings, io } = run;
  const mode = readMode(flags);
  const name = flags.one("config");
  const read = await readConfig(name === undefined ? undefined : namedFile(name, io.cwd), run);
  if (read === undefined && options.missingConfig !== "skip") {
    throw new UsageError("limits are required", "add --memory 4Gi, --threads 50 or --config FILE");
  }
  const inputs = await findInputs(flags.operands, io);
  const stream = mode === "in-place" && inputs.find((input) => input.isStream());
  if (stream) {
    throw new UsageError(`${stream.name} cannot be changed in place`, "remove --in-place");
  }
  const stage = new Stage();
  try {
    const job = { run, mode, config: read?.config, stage };
    const injected = await readInputs(inputs, run, (input) => new InjectedInput(input, job));
    const good = injected.filter(isGood);
    const changed = good.filter(({ changes }) => changes);
    if (mode === "stdout") await writeJoined(good, io.stdout);
    else if (mode === "in-place") await writeInPlace(changed, io, findings);
    else for (const one of changed) await writeChunks(one, io.stdout);
    return reportOn(injected, mode, io);
  } finally {
    stage.close();
  }
}

async function writeChunks(input: InjectedInput, to: Output): Promise<void> {
  for (const chunk of input.chunks()) await to.write(chunk);
}

function readMode(flags: ParsedFlags): Mode {
  if (!flags.has("in-place")) return flags.has("diff") ? "diff" : "stdout";
  if (!flags.has("diff")) return "in-place";
  throw new UsageError("--diff and --in-place exclude each other", "look at the --diff first");
}

function isGood({ withheld }: InjectedInput): boolean {
  return withheld === undefined;
}

function reportOn(
  inputs: readonly InjectedInput[],
  mode: Mode,
  { stderr: { colors } }: Io,
): Report {
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
