import type { EnvVar, MpsConfig } from "../../index.ts";
import { toEnv, validateMpsConfig } from "../../index.ts";
import type { MpsConfigOptions } from "../../options/inject-options.ts";
import type { Issue } from "../../result/issue.ts";
import { placeInFile, warningsOf } from "../files/place-in-file.ts";
import { readValueSource, type ValueFile } from "../files/read-value-file.ts";
import type { Source } from "../files/source.ts";
import type { Finding } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";

/** A config file, and what it comes to; without `env` it is no good. */
export interface CheckedConfig {
  readonly file: string;
  readonly config?: MpsConfig;
  readonly env?: readonly EnvVar[];
  readonly findings: readonly Finding[];
}

/**
 * Validates a config file.
 *
 * @param devices - how many GPUs the container sees; as many as the config names, where undefined
 */
export async function checkConfigSource(
  source: Source,
  options: MpsConfigOptions,
  devices: number | undefined,
): Promise<CheckedConfig> {
  try {
    return check(await readValueSource(source), options, devices);
  } catch (error) {
    if (error instanceof IssuesError) return { file: source.name, findings: error.findings };
    throw error;
  }
}

function check(
  file: ValueFile,
  options: MpsConfigOptions,
  devices: number | undefined,
): CheckedConfig {
  const found = (severity: Finding["severity"], issues: readonly Issue[]): Finding[] =>
    issues.map((issue) => ({ severity, issue, place: placeInFile(file, issue) }));
  const { name } = file;
  const valid = validateMpsConfig(file.value, options);
  const warnings = [...warningsOf(file), ...found("warning", valid.warnings)];
  if (!valid.ok) return { file: name, findings: [...warnings, ...found("error", valid.issues)] };
  const config = valid.value;
  const env = toEnv(config, { devices: devices ?? devicesNamed(config) });
  const findings = [...warnings, ...found("warning", env.warnings)];
  return env.ok
    ? { file: name, config, env: env.value, findings }
    : { file: name, config, findings: [...findings, ...found("error", env.issues)] };
}

function devicesNamed({ perDevicePinnedMemoryLimit }: MpsConfig): number {
  const ordinals = Object.keys(perDevicePinnedMemoryLimit ?? {}).map(Number);
  return Math.max(0, ...ordinals) + 1;
}
