import { formatMebibytes, MIB } from "../kubernetes/quantity/mebibytes.ts";
import { suggestQuantities } from "../kubernetes/quantity/suggest-quantity.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { received } from "../result/received.ts";

/** The codes that the schema has as its messages. */
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
    "round it: CUDA documents whole numbers only",
  ],
  "threads/range": [
    "the thread percentage must be between 0 and 100",
    "write a number from 1 to 99, or 100 for no limit",
  ],
  "memory/type": ["a memory limit must be a number, a bigint or a string", QUANTITY_HINT],
  "memory/syntax": ["invalid Kubernetes quantity", QUANTITY_HINT],
  "memory/not-whole": ["a number of bytes must be whole", QUANTITY_HINT],
  "memory/unsafe-number": [
    "this number is too large to be exact in JavaScript",
    "write it as a string or a bigint",
  ],
  "memory/too-large": ["no GPU has this much memory", QUANTITY_HINT],
  "device/type": [
    "per-device limits must map device ordinals to memory limits",
    'write { "0": "4Gi" }',
  ],
  "device/key": [
    "a device must be named by its ordinal, as the container sees it",
    'write "0" for the first visible GPU',
  ],
  "priority/value": [
    "the client priority must be 0 or 1",
    "write 0 for normal, 1 for below normal",
  ],
};

/** The issue for a code of the schema, with a hint that fits what was written. */
export function configIssue(
  code: ConfigCode,
  path: FieldPath,
  input: unknown,
  minMemory: number,
): Issue {
  const message = code === "memory/too-small" ? belowMinimum(minMemory) : TEXTS[code][0];
  const { hint, value } = adviceFor(code, input, minMemory);
  const issue = newIssue(code === "device/type" ? "device/key" : code, path, message, hint, input);
  return value === undefined ? issue : { ...issue, suggestion: { value } };
}

/** What is wrong with a memory limit below the minimum, in bytes. */
export function belowMinimum(minMemory: number): string {
  return `the memory limit must be at least ${formatMebibytes(minMemory)} (${minMemory} bytes)`;
}

/** What to write instead, in words, and the value if it is one. */
interface Advice {
  readonly hint: string;
  readonly value?: string | number;
}

function adviceFor(code: ConfigCode, input: unknown, minMemory: number): Advice {
  if (code === "memory/too-small") return adviceForSmall(input, minMemory);
  const hint = TEXTS[code][1];
  if (typeof input !== "string") return { hint };
  if (code === "memory/syntax") {
    const [value, other] = suggestQuantities(input);
    if (value === undefined) return { hint };
    return { hint: other === undefined ? `write ${value}` : `write ${value} or ${other}`, value };
  }
  if (code === "threads/type" && /^\d{1,3}$/.test(input)) {
    return { hint: `write ${Number(input)} without quotes`, value: Number(input) };
  }
  if (code === "device/key" && /^(GPU|MIG)-/.test(input)) {
    return { hint: `${hint}: UUIDs differ from node to node, so a manifest cannot name them` };
  }
  return { hint };
}

/** `512M` is 488 MiB: most likely `512Mi` was meant. A small number probably lacks its unit. */
function adviceForSmall(input: unknown, minMemory: number): Advice {
  const decimal = /^(\d+)([MG])$/.exec(String(input));
  const binary = decimal ? Number(decimal[1]) * (decimal[2] === "G" ? 1024 : 1) * MIB : 0;
  if (decimal && binary >= minMemory) {
    const value = `${input}i`;
    return { hint: `write ${value}: ${input} is decimal, a little less than ${value}`, value };
  }
  if (/^\d{1,6}$/.test(received(input).replaceAll(/["n]/g, ""))) {
    return {
      hint: `write "${input}Mi" or "${input}Gi" if you meant that: a number without a suffix is bytes`,
    };
  }
  const value = formatMebibytes(minMemory);
  return { hint: `write "${value}" or more`, value };
}
