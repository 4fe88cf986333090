import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
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

const QUANTITY_HINT = 'write bytes, or a quantity such as "4Gi"';

const TEXTS: Readonly<
  Record<Exclude<ConfigCode, "memory/too-small">, readonly [message: string, hint: string]>
> = {
  "config/type": [
    "the MPS config must be an object",
    'write { "pinnedDeviceMemoryLimit": "4Gi", "activeThreadPercentage": 50 }',
  ],
  "threads/type": [
    "the thread percentage must be a number",
    "write a whole number from 0 to 100, without quotes",
  ],
  "threads/not-whole": [
    "the thread percentage must be a whole number",
    "CUDA documents whole numbers only: round it",
  ],
  "threads/range": [
    "the thread percentage must be from 0 to 100",
    "100 is all threads, 0 sets no limit",
  ],
  "memory/type": ["a memory limit must be a number, a bigint or a string", QUANTITY_HINT],
  "memory/syntax": ["this is no Kubernetes quantity", QUANTITY_HINT],
  "memory/not-whole": ["a number of bytes must be whole", QUANTITY_HINT],
  "memory/unsafe-number": [
    "this number is too large to be exact in JavaScript",
    "write it as a string or a bigint",
  ],
  "memory/too-large": ["no GPU has that much memory", QUANTITY_HINT],
  "device/type": [
    "limits per device must be an object from device ordinal to memory limit",
    'write { "0": "4Gi" }',
  ],
  "device/key": [
    "a device is named by its ordinal, as the container sees it",
    'write "0" for the first visible GPU',
  ],
  "priority/value": ["the client priority must be 0 or 1", "0 is normal, 1 below normal"],
};

/** The whole issue for a code of the schema, with a hint that fits what was written. */
export function configIssue(
  code: ConfigCode,
  path: FieldPath,
  input: unknown,
  minMemory: number,
): Issue {
  if (code === "memory/too-small") {
    return newIssue(code, path, belowFloor(minMemory), smallHint(input, minMemory), input);
  }
  const [message, hint] = TEXTS[code];
  const one = code === "device/type" ? "device/key" : code;
  return newIssue(one, path, message, hintFor(code, input) ?? hint, input);
}

function belowFloor(minMemory: number): string {
  return `the memory limit must be at least ${formatMebibytes(minMemory)} (${minMemory} bytes)`;
}

/** What is told by the text itself, where it is one. */
function hintFor(code: ConfigCode, input: unknown): string | undefined {
  if (typeof input !== "string") return undefined;
  if (code === "memory/syntax") return suggestQuantity(input);
  if (code === "threads/type" && /^\d{1,3}$/.test(input)) {
    return `write ${Number(input)} without quotes`;
  }
  if (code === "device/key" && /^(GPU|MIG)-/.test(input)) {
    return `UUIDs differ from node to node, so a manifest cannot name them: ${TEXTS[code][1]}`;
  }
  return undefined;
}

/** `512M` is 488 MiB: who wrote it most likely meant `512Mi`. A bare small number lacks its unit. */
function smallHint(input: unknown, minMemory: number): string {
  const decimal = /^(\d+)([MG])$/.exec(String(input));
  const binary = decimal ? Number(decimal[1]) * (decimal[2] === "G" ? 1024 : 1) * MIB : 0;
  if (decimal && binary >= minMemory) {
    return `${input} is decimal, a little less than ${input}i: write ${input}i`;
  }
  if (/^\d{1,6}$/.test(received(input).replaceAll(/["n]/g, ""))) {
    return `a number without a suffix is bytes: write "${input}Mi" or "${input}Gi" if you meant that`;
  }
  return `write "${formatMebibytes(minMemory)}" or more`;
}
