import { flagsFor, readOptionFlags } from "../args/option-flags.ts";
import { OUTPUT_FLAG, readOutputFlag } from "../args/output-flag.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import { readNumber } from "../args/read-number.ts";
import { ISSUES, OK } from "../exit-code.ts";
import { openSources } from "../files/open-sources.ts";
import type { Io } from "../io.ts";
import { type CheckedConfig, checkConfigSource } from "../validate/check-config-source.ts";
import { VALIDATION_OUTPUTS } from "../validate/validation-outputs.ts";
import type { Command } from "./command.ts";

export const VALIDATE: Command = {
  help: {
    name: "validate",
    operands: "CONFIG|- ...",
    about: "Checks MPS configs, YAML or JSON; shows the variables they come to.",
    flags: [
      OUTPUT_FLAG,
      ...flagsFor("minMemory"),
      { name: "devices", value: "1", about: "how many GPUs a container sees" },
    ],
    examples: [
      "kube-mps validate mps.yaml",
      "kube-mps validate configs/ --min-memory 1Gi --output github",
    ],
  },
  run,
};

async function run(flags: ParsedFlags, io: Io): Promise<number> {
  const options = await readOptionFlags(flags, io.cwd);
  const count = flags.one("devices");
  const devices = count === undefined ? undefined : readNumber("devices", count);
  const opened = await openSources(flags, io);
  const checked: CheckedConfig[] = [];
  try {
    for (const source of opened.sources) {
      checked.push(await checkConfigSource(source, options, devices));
    }
  } finally {
    await opened.close();
  }
  await VALIDATION_OUTPUTS[readOutputFlag(flags)](checked, io);
  const isBad = checked.some(({ env }) => env === undefined);
  return isBad ? ISSUES : OK;
}
