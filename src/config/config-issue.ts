import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import { formatMebibytes, MIB } from "../quantity/mebibytes.ts";
import { suggestQuantity } from "../quantity/suggest-quantity.ts";

/** The codes that the schema gives as its messages: one place turns them into words. */
export type ConfigCode =
  | "config/type"
  | "threads/type"
  | "threads/not-whole"
  | "threads/range"
  | "memory/type"
  | "memory/syntax"
  | "memory/not-whole"
  | "memory/unsafe-number"
  | "memory/too-large"
  | "memory/too-small"
  | "device/type"
  | "device/key"
  | "priority/value";

interface Text {
  readonly message: string;
  readonly hint: string;
}

const QUANTITY_HINT = 'write bytes, or a quantity such as "4Gi"';

const TEXTS: Readonly<Record<ConfigCode, Text>> = {
  "config/type": {
    message: "the MPS config must be an object",
    hint: 'write { "pinnedDeviceMemoryLimit": "4Gi", "activeThreadPercentage": 50 }',
  },
  "threads/type": {
    message: "the thread percentage must be a number",
    hint: "write a whole number from 0 to 100, without quotes",
  },
  "threads/not-whole": {
    message: "the thread percentage must be a whole number",
    hint: "CUDA documents whole numbers only: round it",
  },
  "threads/range": {
    message: "the thread percentage must be from 0 to 100",
    hint: "100 is all threads, 0 sets no limit",
  },
  "memory/type": {
    message: "a memory limit must be a number, a bigint or a string",
    hint: QUANTITY_HINT,
  },
  "memory/syntax": {
    message: "this is no Kubernetes quantity",
    hint: QUANTITY_HINT,
  },
  "memory/not-whole": {
    message: "a number of bytes must be whole",
    hint: QUANTITY_HINT,
  },
  "memory/unsafe-number": {
    message: "this number is too large to be exact in JavaScript",
    hint: "write it as a string or a bigint",
  },
  "memory/too-large": {
    message: "no GPU has that much memory",
    hint: QUANTITY_HINT,
  },
  "memory/too-small": {
    message: "the memory limit is too small",
    hint: "CUDA's own context needs about 500 MiB of it",
  },
  "device/type": {
    message: "limits per device must be an object from device ordinal to memory limit",
    hint: 'write { "0": "4Gi" }',
  },
  "device/key": {
    message: "a device is named by its ordinal, as the container sees it",
    hint: 'write "0" for the first visible GPU',
  },
  "priority/value": {
    message: "the client priority must be 0 or 1",
    hint: "0 is normal, 1 below normal",
  },
};

/** The whole issue for a code of the schema, with a hint that fits what was written. */
export function configIssue(
  code: ConfigCode,
  path: FieldPath,
  input: unknown,
  minMemory: number,
): Issue {
  const text = TEXTS[code];
  return {
    code: code === "device/type" ? "device/key" : code,
    path,
    message: code === "memory/too-small" ? belowFloor(minMemory) : text.message,
    hint: hintFor(code, input, minMemory) ?? text.hint,
    received: received(input),
  };
}

function belowFloor(minMemory: number): string {
  return `the memory limit must be at least ${formatMebibytes(minMemory)} (${minMemory} bytes)`;
}

function hintFor(code: ConfigCode, input: unknown, minMemory: number): string | undefined {
  switch (code) {
    case "memory/syntax":
      return typeof input === "string" ? suggestQuantity(input) : undefined;
    case "memory/too-small":
      return smallHint(input, minMemory);
    case "threads/type":
      return typeof input === "string" && /^\d{1,3}$/.test(input)
        ? `write ${Number(input)} without quotes`
        : undefined;
    case "device/key":
      return typeof input === "string" && /^(GPU|MIG)-/.test(input)
        ? `UUIDs differ from node to node, so a manifest cannot name them: ${TEXTS[code].hint}`
        : undefined;
    default:
      return undefined;
  }
}

/** `512M` is 489 MiB: who wrote it most likely meant `512Mi`. A bare small number lacks its unit. */
function smallHint(input: unknown, minMemory: number): string {
  const decimal = typeof input === "string" ? /^(\d+)([MG])$/.exec(input) : null;
  const binary = decimal ? Number(decimal[1]) * (decimal[2] === "G" ? 1024 : 1) * MIB : 0;
  if (decimal && binary >= minMemory) {
    return `${input} is decimal, a little less than ${input}i: write ${input}i`;
  }
  if (/^\d{1,6}$/.test(received(input).replaceAll(/["n]/g, ""))) {
    return `a number without a suffix is bytes: write "${input}Mi" or "${input}Gi" if you meant that`;
  }
  return `write "${formatMebibytes(minMemory)}" or more`;
}
