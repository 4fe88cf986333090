import { type Result, success } from "../result/result.ts";
import { isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { checkConfig } from "./check-config.ts";
import { findValidated, type ValidatedConfig } from "./validated-config.ts";

/** A config of scalars alone, as it was passed in, and what it is. */
interface LastConfig {
  readonly fields: UnknownObject;
  readonly minMemory: number;
  readonly validated: ValidatedConfig;
}

/**
 * The last config without a problem. Programs pass the same limits for every object, often read anew from a
 * database: bench objects, "config not validated before". A memo that nobody can observe, as in
 * docs/adr/0003-validated-configs-are-remembered.md.
 */
let last: LastConfig | undefined;

const SCALARS: readonly string[] = [
  "activeThreadPercentage",
  "pinnedDeviceMemoryLimit",
  "clientPriority",
];

/** `checkConfig`, at once for a config with the same scalars as the last. */
export function checkLikeLast(input: unknown, minMemory: number): Result<ValidatedConfig> {
  if (!isRecord(input) || findValidated(input) !== undefined) return checkConfig(input, minMemory);
  // Read once: what is remembered must be what was checked.
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(input)) {
    const value = input[key];
    if (!SCALARS.includes(key) || !isScalar(value)) return checkConfig(input, minMemory);
    fields[key] = value;
  }
  if (last !== undefined && last.minMemory === minMemory && isSame(last.fields, fields)) {
    return success(last.validated);
  }
  const checked = checkConfig(fields, minMemory);
  if (checked.ok && checked.warnings.length === 0) {
    last = { fields, minMemory, validated: checked.value };
  }
  return checked;
}

/** An object may be another the next time, and must not be kept alive. */
function isScalar(value: unknown): boolean {
  return typeof value !== "object" && typeof value !== "function";
}

function isSame(a: UnknownObject, b: UnknownObject): boolean {
  return SCALARS.every((key) => Object.is(a[key], b[key]));
}
