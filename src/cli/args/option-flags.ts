import { CORE_FLAGS, CORE_OPTIONS } from "../../options/core-options.ts";
import type { Option } from "../../options/option.ts";
import { YAML_FLAGS, YAML_OPTIONS } from "../../options/yaml-options.ts";
import { type FieldPath, formatPath } from "../../result/field-path.ts";
import { findGpuContainersYaml, type YamlOptions } from "../../yaml/index.ts";
import { readKinds } from "../files/read-kinds.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";
import type { ParsedFlags } from "./parse-flags.ts";
import { readNumber } from "./read-number.ts";

const OPTIONS: Readonly<Record<string, Option<unknown>>> = { ...CORE_OPTIONS, ...YAML_OPTIONS };
const FLAGS: typeof CORE_FLAGS & typeof YAML_FLAGS = { ...CORE_FLAGS, ...YAML_FLAGS };

type FlagOption = keyof typeof FLAGS;

/** The flags of options of the library. */
export function flagsFor(...names: readonly FlagOption[]): readonly Flag[] {
  return names.flatMap((name) => {
    const option = OPTIONS[name];
    const choices = option && "choices" in option ? (option.choices as string[]) : undefined;
    return FLAGS[name].map((flag) => (choices === undefined ? flag : { ...flag, choices }));
  });
}

/** Reads the flags of options. */
export async function readOptionFlags(flags: ParsedFlags, cwd: string): Promise<YamlOptions> {
  const options: Record<string, unknown> = {};
  for (const name of Object.keys(FLAGS) as FlagOption[]) {
    const value = await readOption(name, flags, cwd);
    if (value !== undefined) options[name] = value;
  }
  checkOptions(options);
  return options;
}

async function readOption(name: FlagOption, flags: ParsedFlags, cwd: string): Promise<unknown> {
  const [first, second] = FLAGS[name].map((flag) => flag.name);
  const text = first === undefined ? undefined : flags.one(first);
  if (name === "optOut") {
    const annotation = second === undefined ? undefined : flags.one(second);
    return text === undefined && annotation === undefined ? undefined : { label: text, annotation };
  }
  if (first === undefined || text === undefined) return undefined;
  switch (name) {
    case "gpuResources":
      return flags.all(first);
    case "kinds":
      return readKinds(text, cwd);
    case "resourceLimits":
      return Object.fromEntries(flags.all(first).map(readResource));
    case "maxDocumentLength":
      return readNumber(first, text);
    default:
      return text;
  }
}

/** @throws UsageError if the library rejects an option */
function checkOptions(options: YamlOptions): void {
  const result = findGpuContainersYaml("", options);
  if (result.ok) return;
  const [{ path, message, hint, received }] = result.issues;
  throw new UsageError(`${writtenAs(path)} ${message}, not ${received}`, hint);
}

/** An option as it is written on the command line: `--resource-limit example.com/memory`. */
function writtenAs([name, ...rest]: FieldPath): string {
  const flag = FLAGS[name as FlagOption]?.[0]?.name;
  const key = rest.filter((step) => typeof step === "string").map((step) => ` ${step}`);
  return flag === undefined ? formatPath([name ?? "", ...rest]) : `--${flag}${key.join("")}`;
}

/** Option names that are not words of prose too. */
const NAMES = new RegExp(
  `\\b(?:${Object.keys(FLAGS)
    .filter((name) => /[A-Z]/.test(name))
    .join("|")})\\b`,
  "g",
);

/** A text for users of the command line, who know options as flags: `set --on-conflict to "keep"`. */
export function withFlagNames(text: string): string {
  return text.replaceAll(NAMES, (name) => `--${FLAGS[name as FlagOption][0]?.name}`);
}

function readResource(text: string): [name: string, quantity: string] {
  const at = text.lastIndexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--resource-limit must name a resource and its quantity, not "${text}"`,
    "write --resource-limit example.com/gpu-memory=4096",
  );
}
