import type { FieldPath } from "../../core/field-path.ts";
import { isObject } from "../../core/is-object.ts";
import type { Issue } from "../../core/issue.ts";
import { received } from "../../core/received.ts";
import { type EnvMeaning, readEnvItem } from "../../inject/env-meaning.ts";
import type { GpuContainer } from "../../inject/survey.ts";
import { CLIENT_PRIORITY, PINNED_MEMORY, THREAD_PERCENTAGE } from "../../mps/env-names.ts";

/** The limits that a container carries already, and what is wrong with them. */
export interface CarriedLimits {
  readonly memory: string | undefined;
  readonly threads: string | undefined;
  readonly priority: string | undefined;
  readonly limited: boolean;
  readonly warnings: readonly Issue[];
}

/** Reads the variables of a container as CUDA would. */
export function carriedLimits(gpu: GpuContainer, gpus: number): CarriedLimits {
  const warnings: Issue[] = [];
  const find = (name: string) => carried(gpu, name, gpus, warnings);
  const memory = find(PINNED_MEMORY);
  const threads = find(THREAD_PERCENTAGE);
  const priority = find(CLIENT_PRIORITY);
  return {
    memory: memory?.shown,
    threads: threads?.shown,
    priority: priority?.shown,
    limited: memory?.heeded === true || threads?.heeded === true,
    warnings,
  };
}

interface Carried {
  readonly shown: string;
  /** Whether it limits anything. */
  readonly heeded: boolean;
}

function carried(
  gpu: GpuContainer,
  name: string,
  gpus: number,
  warnings: Issue[],
): Carried | undefined {
  const env = gpu.container[gpu.shape.env];
  if (!Array.isArray(env)) return undefined;
  // Of two items with one name Kubernetes takes the last.
  const index = env
    .map((item: unknown) => isObject(item) && item["name"] === name)
    .lastIndexOf(true);
  if (index === -1) return undefined;
  const item = env[index] as Readonly<Record<string, unknown>>;
  const meaning = readEnvItem(item);
  const invisible = invisibleDevice(meaning, gpus);
  const path = [...gpu.path, gpu.shape.env, index];
  if (meaning === "ignored") warnings.push(ignored(name, item, path));
  else if (invisible !== undefined) warnings.push(outOfRange(invisible, gpus, item, path));
  const { value } = item;
  return {
    shown: typeof value === "string" ? value : "(elsewhere)",
    heeded: meaning !== "ignored" && invisible === undefined && !isUnlimited(meaning),
  };
}

/** 0 per cent sets no limit. */
function isUnlimited(meaning: EnvMeaning): boolean {
  return typeof meaning === "object" && "number" in meaning && meaning.number === 0;
}

function invisibleDevice(meaning: EnvMeaning, gpus: number): number | undefined {
  if (typeof meaning === "string" || !("memory" in meaning)) return undefined;
  return [...meaning.memory.keys()].find((ordinal) => ordinal >= gpus);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  [PINNED_MEMORY]: "0=4096M",
  [THREAD_PERCENTAGE]: "50",
  [CLIENT_PRIORITY]: "1",
};

function ignored(name: string, item: Readonly<Record<string, unknown>>, path: FieldPath): Issue {
  return {
    code: "env/ignored-by-cuda",
    path,
    message: `CUDA ignores ${name} as it is written, without a word`,
    hint: `write it like ${JSON.stringify(EXAMPLES[name])}, or let inject write it`,
    received: received(item["value"]),
  };
}

function outOfRange(
  ordinal: number,
  gpus: number,
  item: Readonly<Record<string, unknown>>,
  path: FieldPath,
): Issue {
  return {
    code: "device/out-of-range",
    path,
    message: `device ${ordinal} is named, but the container asks for ${gpus}: CUDA drops every limit`,
    hint: "name device 0 alone, or let inject write it",
    received: received(item["value"]),
  };
}
