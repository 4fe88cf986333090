import * as v from "valibot";
import { floorToMebibytes } from "../quantity/mebibytes.ts";
import type { ConfigCode } from "./config-issue.ts";
import { isRecord } from "./is-record.ts";
import { parseMemory } from "./parse-memory.ts";

/** A device's ordinal as CUDA_VISIBLE_DEVICES writes it: no sign, no leading zero. */
const ORDINAL = /^(?:0|[1-9]\d{0,3})$/;

/** Exact bytes, not yet floored: the caller warns of what flooring changes. */
export interface ParsedConfig {
  activeThreadPercentage?: number | undefined;
  pinnedDeviceMemoryLimit?: bigint | undefined;
  perDevicePinnedMemoryLimit?: ReadonlyMap<string, bigint> | undefined;
  clientPriority?: 0 | 1 | undefined;
}

type ConfigSchema = v.GenericSchema<unknown, ParsedConfig>;

/** The schema with a given floor. Its messages are codes; `configIssue` has their words. */
export function configSchema(minMemory: number): ConfigSchema {
  return v.object({
    activeThreadPercentage: field(readThreads),
    pinnedDeviceMemoryLimit: field((input) => readMemory(input, minMemory)),
    perDevicePinnedMemoryLimit: v.optional(perDevice(minMemory)),
    clientPriority: field(readPriority),
  }) as ConfigSchema;
}

/** A field that may be left out, by a function that reads a value or says all that is wrong. */
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

/** By hand, since valibot's `record` passes over a key named `__proto__` without a word. */
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
