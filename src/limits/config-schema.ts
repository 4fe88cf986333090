import * as v from "valibot";
import { floorToMebibytes } from "../kubernetes/quantity/mebibytes.ts";
import { parseMemory } from "../kubernetes/quantity/parse-memory.ts";
import { isRecord } from "../result/unknown-object.ts";
import type { ConfigCode } from "./config-issue.ts";

/** A device ordinal as CUDA_VISIBLE_DEVICES has it: no sign, no leading zero. */
const ORDINAL = /^(?:0|[1-9]\d{0,3})$/;

/** Exact bytes, not yet rounded: the caller warns of what rounding changes. */
export interface ParsedConfig {
  activeThreadPercentage?: number | undefined;
  pinnedDeviceMemoryLimit?: bigint | undefined;
  perDevicePinnedMemoryLimit?: ReadonlyMap<string, bigint> | undefined;
  clientPriority?: 0 | 1 | undefined;
}

type ConfigSchema = v.GenericSchema<unknown, ParsedConfig>;

/**
 * The schema of a config with a given minimum. Its messages are codes; `configIssue` has their texts.
 * See docs/adr/0004-issue-codes-as-schema-messages.md.
 */
export function configSchema(minMemory: number): ConfigSchema {
  return v.object({
    activeThreadPercentage: field(readThreads),
    pinnedDeviceMemoryLimit: field((input) => readMemory(input, minMemory)),
    perDevicePinnedMemoryLimit: v.optional(perDevice(minMemory)),
    clientPriority: field(readPriority),
  }) as ConfigSchema;
}

/** An optional field, by a function that returns its value or every code that applies. */
function field<V extends number | bigint>(
  read: (input: unknown) => V | ConfigCode | ConfigCode[],
): v.GenericSchema<unknown, V | undefined> {
  return v.optional(
    v.pipe(
      v.unknown(),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const value = read(dataset.value);
        if (typeof value === "number" || typeof value === "bigint") return value;
        for (const message of [value as ConfigCode | ConfigCode[]].flat()) addIssue({ message });
        return NEVER;
      }),
    ),
  );
}

function readThreads(input: unknown): number | ConfigCode | ConfigCode[] {
  if (typeof input !== "number" || Number.isNaN(input)) return "threads/type";
  const codes: ConfigCode[] = [];
  if (!Number.isInteger(input)) codes.push("threads/not-whole");
  if (input < 0 || input > 100) codes.push("threads/range");
  return codes.length === 0 ? input : codes;
}

function readPriority(input: unknown): 0 | 1 | ConfigCode {
  return input === 0 || input === 1 ? input : "priority/value";
}

function readMemory(input: unknown, minMemory: number): bigint | ConfigCode {
  const bytes = parseMemory(input);
  if (typeof bytes !== "bigint") return bytes;
  return floorToMebibytes(bytes) < minMemory ? "memory/too-small" : bytes;
}

/** Not valibot's `record`, which silently skips a key named `__proto__`. */
function perDevice(minMemory: number): v.GenericSchema<unknown, ReadonlyMap<string, bigint>> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const limits = new Map<string, bigint>();
      const input = dataset.value;
      if (!isRecord(input)) {
        addIssue({ message: "device/type" satisfies ConfigCode });
        return NEVER;
      }
      const refuse = (key: string, value: unknown, message: ConfigCode) => {
        addIssue({
          message,
          input: value,
          path: [{ type: "object", origin: "value", input, key, value }],
        });
      };
      for (const key of Object.keys(input)) {
        if (!ORDINAL.test(key)) {
          refuse(key, key, "device/key");
          continue;
        }
        const bytes = readMemory(input[key], minMemory);
        if (typeof bytes === "bigint") limits.set(key, bytes);
        else refuse(key, input[key], bytes);
      }
      return limits;
    }),
  );
}
