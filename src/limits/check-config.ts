import * as v from "valibot";
import { OWN_API_VERSION } from "../kubernetes/own-group.ts";
import { floorToMebibytes, formatMebibytes } from "../kubernetes/quantity/mebibytes.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { type ConfigCode, configIssue } from "./config-issue.ts";
import { configSchema, type ParsedConfig } from "./config-schema.ts";
import { MPS_FIELDS, type MpsConfig } from "./mps-config.ts";
import { isConfigRecord, RECORD_KIND } from "./mps-config-record.ts";
import { findValidated, rememberValidated, type ValidatedConfig } from "./validated-config.ts";

/** What NVIDIA's DRA driver and AWS ECS call the fields. */
const SYNONYMS: Readonly<Record<string, keyof MpsConfig>> = {
  defaultActiveThreadPercentage: "activeThreadPercentage",
  defaultPinnedDeviceMemoryLimit: "pinnedDeviceMemoryLimit",
  defaultPerDevicePinnedMemoryLimit: "perDevicePinnedMemoryLimit",
  maxComputePercent: "activeThreadPercentage",
  memory: "pinnedDeviceMemoryLimit",
};

/** Tells an editor the JSON Schema of a file. */
export const EDITOR_KEY = "$schema";

/** Checks a config, or a record of one, by every rule: all problems, or the canonical config. */
export function checkConfig(input: unknown, minMemory: number): Result<ValidatedConfig> {
  const known = findValidated(input);
  if (known !== undefined && known.leastMemory >= minMemory) return success(known);
  if (isRecord(input) && isConfigRecord(input)) return checkRecord(input, minMemory);
  return checkFields(input, minMemory);
}

const RECORD_KEYS = ["apiVersion", "kind", "metadata", "spec", "status", EDITOR_KEY];

function checkRecord(record: UnknownObject, minMemory: number): Result<ValidatedConfig> {
  const { apiVersion, kind, metadata } = record;
  const issues = [
    ...(apiVersion === OWN_API_VERSION ? [] : [wrongRecord("apiVersion", OWN_API_VERSION, record)]),
    ...(kind === RECORD_KIND ? [] : [wrongRecord("kind", RECORD_KIND, record)]),
  ];
  // An object of another kind has nothing that could be compared with a config.
  if (isNonEmpty(issues)) return failure(issues);
  issues.push(...unknownKeys(record, RECORD_KEYS, "config/unknown-key", [], "key"));
  if (metadata !== undefined && !isRecord(metadata)) {
    issues.push(newIssue("config/record", ["metadata"], "must be an object", undefined, metadata));
  }
  const checked = checkFields(record["spec"], minMemory);
  const warnings = checked.warnings.map(inSpec);
  if (!checked.ok) return failure([...issues, ...checked.issues.map(inSpec)] as never, warnings);
  if (isNonEmpty(issues)) return failure(issues, warnings);
  return success({ ...checked.value, root: SPEC }, warnings);
}

const SPEC: FieldPath = /* @__PURE__ */ Object.freeze(["spec"]);

function inSpec(issue: Issue): Issue {
  return { ...issue, path: [...SPEC, ...issue.path] };
}

function wrongRecord(key: "apiVersion" | "kind", value: string, record: UnknownObject): Issue {
  const message = `the ${key} of a record must be ${value}`;
  const hint = "pass the limits alone, or a record of them";
  return { ...newIssue("config/record", [key], message, hint, record[key]), suggestion: { value } };
}

function checkFields(input: unknown, minMemory: number): Result<ValidatedConfig> {
  if (input === undefined || input === null) return failure([missing(input)]);
  if (!isRecord(input)) {
    return failure([configIssue("config/type", [], input, minMemory)]);
  }
  const issues = unknownKeys(input, MPS_FIELDS, "config/unknown-key", [], "key", SYNONYMS).filter(
    ({ path }) => path[0] !== EDITOR_KEY,
  );
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

/** For a config that is valid, but sets neither memory nor threads. */
export function limitsNothing(): Issue {
  return newIssue(
    "config/limits-nothing",
    [],
    "the MPS config limits neither memory nor threads",
    "add pinnedDeviceMemoryLimit, or an activeThreadPercentage of 1 to 99",
  );
}

function missing(input: unknown): Issue {
  return newIssue(
    "config/missing",
    [],
    "MPS config is required",
    'add at least one limit, such as { "pinnedDeviceMemoryLimit": "4Gi" }',
    input,
  );
}

/** Always the same keys in the same order, memory in bytes rounded to MiB, deeply frozen. */
function canonical(parsed: ParsedConfig, input: UnknownObject, warnings: Issue[]): MpsConfig {
  const config: { -readonly [K in keyof MpsConfig]: MpsConfig[K] } = {};
  if (parsed.activeThreadPercentage !== undefined) {
    config.activeThreadPercentage = withoutSign(parsed.activeThreadPercentage);
  }
  if (parsed.pinnedDeviceMemoryLimit !== undefined) {
    const path = ["pinnedDeviceMemoryLimit"];
    config.pinnedDeviceMemoryLimit = rounded(parsed.pinnedDeviceMemoryLimit, path, input, warnings);
  }
  const perDevice = [...(parsed.perDevicePinnedMemoryLimit ?? [])];
  if (perDevice.length > 0) {
    config.perDevicePinnedMemoryLimit = Object.freeze(
      Object.fromEntries(
        perDevice.map(([device, bytes]) => [
          device,
          rounded(bytes, ["perDevicePinnedMemoryLimit", device], input, warnings),
        ]),
      ),
    );
  }
  if (parsed.clientPriority !== undefined) {
    config.clientPriority = withoutSign(parsed.clientPriority);
  }
  return Object.freeze(config);
}

/** 0 for -0, which would not survive JSON. */
function withoutSign<N extends number>(value: N): N {
  return (value + 0) as N;
}

function rounded(bytes: bigint, path: FieldPath, input: unknown, warnings: Issue[]): number {
  const floor = floorToMebibytes(bytes);
  if (BigInt(floor) !== bytes) {
    const value = formatMebibytes(floor);
    const meant = inBinaryUnits(bytes);
    const warning = newIssue(
      "memory/rounded",
      path,
      `rounded down to a whole MiB: ${bytes} bytes become ${value}`,
      `write ${meant === undefined ? value : `${meant} for binary units, or ${value} for the rounded value`}`,
      path.reduce((at, step) => (at as Record<string, unknown>)[step], input),
    );
    warnings.push({ ...warning, suggestion: { value: meant ?? value } });
  }
  return floor;
}

/** `8192M` was probably meant as `8192Mi`: the same number with a binary suffix, where it is whole. */
function inBinaryUnits(bytes: bigint): string | undefined {
  for (const [size, unit] of DECIMAL_UNITS) {
    if (bytes % size === 0n) return `${bytes / size}${unit}i`;
  }
  return undefined;
}

const DECIMAL_UNITS = [
  [1_000_000_000n, "G"],
  [1_000_000n, "M"],
] as const;
