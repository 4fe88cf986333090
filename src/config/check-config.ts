import * as v from "valibot";
import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unknownKeys } from "../core/unknown-keys.ts";
import { floorToMebibytes, formatMebibytes } from "../quantity/mebibytes.ts";
import { type ConfigCode, configIssue } from "./config-issue.ts";
import { configSchema, type ParsedConfig } from "./config-schema.ts";
import { isRecord } from "./is-record.ts";
import type { MpsConfig } from "./mps-config.ts";
import { findValidated, rememberValidated, type ValidatedConfig } from "./validated-config.ts";

const KEYS = [
  "activeThreadPercentage",
  "pinnedDeviceMemoryLimit",
  "perDevicePinnedMemoryLimit",
  "clientPriority",
];

/** The config rules, whole: every problem there is, or the canonical config. */
export function checkConfig(input: unknown, minMemory: number): Result<ValidatedConfig> {
  const known = findValidated(input);
  if (known !== undefined && known.leastMemory >= minMemory) return success(known);
  if (input === undefined || input === null) return failure([missing(input)]);
  if (!isRecord(input)) {
    return failure([configIssue("config/type", [], input, minMemory)]);
  }
  const issues = unknownKeys(input, KEYS, "config/unknown-key", [], "key");
  const parsed = v.safeParse(configSchema(minMemory), input);
  for (const issue of parsed.issues ?? []) {
    const path = (issue.path ?? []).map((item) => item.key as string);
    issues.push(configIssue(issue.message as ConfigCode, path, issue.input, minMemory));
  }
  if (isNonEmpty(issues)) return failure(issues);
  const warnings: Issue[] = [];
  const config = canonical(parsed.output as ParsedConfig, input, warnings);
  if (Object.keys(config).length === 0) return failure([missing(input)]);
  return success(rememberValidated(config), warnings);
}

function missing(input: unknown): Issue {
  return newIssue(
    "config/missing",
    [],
    "there is no MPS config",
    'give at least one limit, such as { "pinnedDeviceMemoryLimit": "4Gi" }',
    input,
  );
}

/** Always the same keys in the same order, memory in bytes floored to MiB, frozen through. */
function canonical(
  parsed: ParsedConfig,
  input: Readonly<Record<string, unknown>>,
  warnings: Issue[],
): MpsConfig {
  const config: { -readonly [K in keyof MpsConfig]: MpsConfig[K] } = {};
  if (parsed.activeThreadPercentage !== undefined) {
    config.activeThreadPercentage = withoutSign(parsed.activeThreadPercentage);
  }
  if (parsed.pinnedDeviceMemoryLimit !== undefined) {
    const path = ["pinnedDeviceMemoryLimit"];
    config.pinnedDeviceMemoryLimit = floored(parsed.pinnedDeviceMemoryLimit, path, input, warnings);
  }
  const perDevice = [...(parsed.perDevicePinnedMemoryLimit ?? [])];
  if (perDevice.length > 0) {
    config.perDevicePinnedMemoryLimit = Object.freeze(
      Object.fromEntries(
        perDevice.map(([device, bytes]) => [
          device,
          floored(bytes, ["perDevicePinnedMemoryLimit", device], input, warnings),
        ]),
      ),
    );
  }
  if (parsed.clientPriority !== undefined)
    config.clientPriority = withoutSign(parsed.clientPriority);
  return Object.freeze(config);
}

/** Zero for -0, which JSON would not give back. */
function withoutSign<N extends number>(value: N): N {
  return (value + 0) as N;
}

function floored(bytes: bigint, path: FieldPath, input: unknown, warnings: Issue[]): number {
  const floor = floorToMebibytes(bytes);
  if (BigInt(floor) !== bytes) {
    warnings.push(
      newIssue(
        "memory/rounded",
        path,
        `CUDA takes whole MiB: ${bytes} bytes become ${formatMebibytes(floor)}`,
        `write ${roundHint(bytes)}`,
        path.reduce((at, step) => (at as Record<string, unknown>)[step], input),
      ),
    );
  }
  return floor;
}

/** Who wrote `8192M` meant `8192Mi`: the same number with a binary suffix, where it is whole. */
function roundHint(bytes: bigint): string {
  for (const [size, unit] of DECIMAL_UNITS) {
    if (bytes % size === 0n) {
      return `${bytes / size}${unit}i for binary units, or ${formatMebibytes(Number(bytes))} for what it comes to`;
    }
  }
  return formatMebibytes(Number(bytes));
}

const DECIMAL_UNITS = [
  [1_000_000_000n, "G"],
  [1_000_000n, "M"],
] as const;
