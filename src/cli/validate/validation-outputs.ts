import type { OutputFormat } from "../args/output-flag.ts";
import { colorsFor } from "../colors.ts";
import type { Io } from "../io.ts";
import { findingJson } from "../report/finding-json.ts";
import { githubAnnotation } from "../report/github-annotation.ts";
import { Reporter } from "../report/reporter.ts";
import type { CheckedConfig } from "./check-config-source.ts";

type WriteValidation = (checked: readonly CheckedConfig[], io: Io) => Promise<void>;

/** What `validate` writes, by its option `--output`. */
export const VALIDATION_OUTPUTS: Readonly<Record<OutputFormat, WriteValidation>> = {
  text: writeText,
  json: async (checked, io) => {
    const configs = checked.map(({ file, config, env, findings }) => ({
      file,
      valid: env !== undefined,
      config,
      env,
      findings: findings.map(findingJson),
    }));
    await io.stdout.write(`${JSON.stringify({ configs }, null, 2)}\n`);
  },
  github: async (checked, io) => {
    const findings = checked.flatMap((one) => one.findings);
    await io.stdout.write(findings.map(githubAnnotation).join(""));
  },
};

async function writeText(checked: readonly CheckedConfig[], io: Io): Promise<void> {
  const reporter = new Reporter(io);
  const colors = colorsFor(io.stdout, io.env);
  for (const { file, env, findings } of checked) {
    await reporter.report(findings);
    const verdict = env === undefined ? colors.red("not valid") : colors.green("valid");
    const lines = (env ?? []).map(({ name, value }) => `  ${name}=${value}\n`);
    await io.stdout.write(`${colors.bold(file)}: ${verdict}\n${lines.join("")}`);
  }
  await reporter.finish();
}
