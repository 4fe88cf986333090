import { injectYaml } from "../../yaml/index.ts";
import { flagsFor } from "../args/option-flags.ts";
import { CONFIG_FLAGS, readGivenConfig } from "../config/read-config.ts";
import { EDIT_FLAGS, editFiles } from "../editing/edit-files.ts";
import { POLICY_FLAG, readPolicies } from "../policies/read-policies.ts";
import { UsageError } from "../usage-error.ts";
import type { Command, Report, Run } from "./command.ts";

export const INJECT: Command = {
  help: {
    name: "inject",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Writes MPS limits into every GPU container; touches nothing else.",
    flags: [
      ...CONFIG_FLAGS,
      POLICY_FLAG,
      ...EDIT_FLAGS,
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
        "namespace",
        "minMemory",
        "maxDocumentLength",
      ),
    ],
    examples: [],
  },
  writesManifests: true,
  run,
};

async function run(run: Run): Promise<Report> {
  const { options } = run;
  const read = await readGivenConfig(run);
  const policies = await readPolicies(run, read?.config);
  if (read === undefined && policies === undefined && options.missingConfig !== "skip") {
    throw new UsageError(
      "limits are required",
      "add --memory 4Gi, --threads 50, --config or --policy FILE",
    );
  }
  return editFiles(run, (text) => injectYaml(text, policies?.set.limits ?? read?.config, options));
}
