import { uninjectYaml } from "../../yaml/index.ts";
import { flagsFor } from "../args/option-flags.ts";
import { LIMIT_FLAGS } from "../config/limit-flags.ts";
import { readConfig } from "../config/read-config.ts";
import { EDIT_FLAGS, editFiles } from "../editing/edit-files.ts";
import { namedFile } from "../input/find-inputs.ts";
import type { Command, Report, Run } from "./command.ts";

export const UNINJECT: Command = {
  help: {
    name: "uninject",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Removes MPS limits from every GPU container: all, or those given.",
    flags: [
      ...LIMIT_FLAGS,
      { name: "config", short: "c", value: "FILE", about: "limits from YAML or JSON" },
      ...EDIT_FLAGS,
      ...flagsFor(
        "unknownKinds",
        "onInvalidDocument",
        "gpuResources",
        "kinds",
        "optOut",
        "minMemory",
        "maxDocumentLength",
      ),
    ],
    examples: ["kube-mps uninject k8s/ --threads 50 --diff"],
  },
  writesManifests: true,
  run,
};

async function run(run: Run): Promise<Report> {
  const { flags, options, io } = run;
  const name = flags.one("config");
  const read = await readConfig(name === undefined ? undefined : namedFile(name, io.cwd), run);
  const all = Object.freeze({ ...options, only: read?.config });
  return editFiles(run, (text) => uninjectYaml(text, all));
}
