import { type EnvVar, type MpsConfig, toEnv } from "../../index.ts";
import { printable } from "../../result/printable.ts";
import { failOnFlag } from "../args/flag.ts";
import { flagsFor } from "../args/option-flags.ts";
import type { Colors } from "../colors.ts";
import { readConfig } from "../config/read-config.ts";
import { findInputs } from "../input/find-inputs.ts";
import type { Input } from "../input/input.ts";
import { POLICY_FLAG, readPolicies } from "../policies/read-policies.ts";
import { IssuesError } from "../report/issues-error.ts";
import type { Command, Report, Run } from "./command.ts";

export const VALIDATE: Command = {
  help: {
    name: "validate",
    operands: "CONFIG|- ...",
    about: "Validates MPS configs, with the variables they become, and policies.",
    flags: [
      POLICY_FLAG,
      failOnFlag(),
      ...flagsFor("minMemory"),
      { name: "devices", value: "1", about: "how many GPUs a container sees" },
    ],
    examples: [
      "kube-mps validate mps.yaml",
      "kube-mps validate --policy policies/",
      "kube-mps validate configs/ --min-memory 1Gi --output github",
    ],
  },
  run,
};

/** A config file, and the variables that its config becomes. */
interface ValidatedFile {
  readonly file: string;
  readonly valid: boolean;
  readonly config?: MpsConfig;
  readonly env?: readonly EnvVar[];
}

async function run(run: Run): Promise<Report> {
  const { flags, io } = run;
  const devices = flags.number("devices");
  const configs: ValidatedFile[] = [];
  const policies = await validatePolicies(run);
  const hasOperands = flags.operands.length > 0 || !flags.has(POLICY_FLAG.name);
  for (const input of hasOperands ? await findInputs(flags.operands, io) : []) {
    configs.push(await validate(input, run, devices));
  }
  const text = configs.map((config) => render(config, io.stdout.colors)).join("");
  const { colors } = io.stdout;
  const names = policies.map(
    (name) => `policy ${colors.bold(printable(name))}: ${colors.green("valid")}\n`,
  );
  return { json: { configs, policies }, text: names.join("") + text, summary: "" };
}

/** The names of the policies that options name, if all of them are valid. */
async function validatePolicies(run: Run): Promise<readonly string[]> {
  try {
    const read = await readPolicies(run, undefined, false);
    return read?.objects.map(({ name = "?" }) => name) ?? [];
  } catch (error) {
    if (!(error instanceof IssuesError)) throw error;
    run.findings.addAll(error.findings);
    return [];
  }
}

/** @param devices - how many GPUs the container sees; as many as the config names if `undefined` */
async function validate(
  input: Input,
  run: Run,
  devices: number | undefined,
): Promise<ValidatedFile> {
  const invalid = { file: input.name, valid: false };
  try {
    const read = await readConfig(input, run);
    if (read === undefined) return invalid;
    const { config, placeOf } = read;
    const env = toEnv(config, { devices: devices ?? devicesNamed(config) });
    run.findings.addIssues("warning", env.warnings, placeOf);
    if (env.ok) return { ...invalid, valid: true, config, env: env.value };
    run.findings.addIssues("error", env.issues, placeOf);
    return { ...invalid, config };
  } catch (error) {
    if (!(error instanceof IssuesError)) throw error;
    run.findings.addAll(error.findings);
    return invalid;
  }
}

function devicesNamed({ perDevicePinnedMemoryLimit = {} }: MpsConfig): number {
  return Math.max(0, ...Object.keys(perDevicePinnedMemoryLimit).map(Number)) + 1;
}

function render({ file, valid, env = [] }: ValidatedFile, colors: Colors): string {
  const verdict = valid ? colors.green("valid") : colors.red("invalid");
  const lines = env.map(({ name, value }) => `  ${name}=${value}\n`);
  return `${colors.bold(file)}: ${verdict}\n${lines.join("")}`;
}
