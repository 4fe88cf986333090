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
  return v.object(
    {
      activeThreadPercentage: v.optional(
        v.pipe(
          v.number(code("threads/type")),
          v.integer(code("threads/not-whole")),
          v.minValue(0, code("threads/range")),
          v.maxValue(100, code("threads/range")),
        ),
      ),
      pinnedDeviceMemoryLimit: v.optional(memory(minMemory)),
      perDevicePinnedMemoryLimit: v.optional(perDevice(minMemory)),
      clientPriority: v.optional(v.picklist([0, 1], code("priority/value"))),
    },
    code("config/type"),
  ) as ConfigSchema;
}

function memory(minMemory: number): v.GenericSchema<unknown, bigint> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const bytes = readMemory(dataset.value, minMemory);
      if (typeof bytes === "bigint") return bytes;
      addIssue({ message: bytes });
      return NEVER;
    }),
  );
}

function readMemory(input: unknown, minMemory: number): bigint | ConfigCode {
  const bytes = parseMemory(input);
  if (typeof bytes !== "bigint") return bytes;
  return floorToMebibytes(bytes) < minMemory ? "memory/too-small" : bytes;
}

/** By hand, since valibot's `record` passes over a key named `__proto__` without a word. */
function perDevice(minMemory: number): v.GenericSchema<unknown, ReadonlyMap<string, bigint>> {
  return v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(isRecord, code("device/type")),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const limits = new Map<string, bigint>();
      const input = dataset.value;
      let failed = false;
      const refuse = (key: string, value: unknown, message: ConfigCode) => {
        failed = true;
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
      return failed ? NEVER : limits;
    }),
  );
}

/** Holds the messages to the closed list. */
function code(message: ConfigCode): ConfigCode {
  return message;
}
