import { uninjectYaml } from "../../yaml/index.ts";
import { flagsFor } from "../args/option-flags.ts";
import { CONFIG_FLAGS, readGivenConfig } from "../config/read-config.ts";
import { EDIT_FLAGS, editFiles } from "../editing/edit-files.ts";
import type { Command, Report, Run } from "./command.ts";

export const UNINJECT: Command = {
  help: {
    name: "uninject",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Removes MPS limits from every GPU container: all, or those given.",
    flags: [
      ...CONFIG_FLAGS,
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
  const { options } = run;
  const read = await readGivenConfig(run);
  const all = Object.freeze({ ...options, only: read?.config });
  return editFiles(run, (text) => uninjectYaml(text, all));
}
