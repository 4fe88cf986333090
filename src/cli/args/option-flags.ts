import { type CompiledOptions, compileOptions, unwrap } from "../../index.ts";
import { settingsWith } from "../../options/compile-options.ts";
import { CORE_FLAGS, CORE_OPTIONS } from "../../options/core-options.ts";
import type { Option } from "../../options/option.ts";
import { type CompiledYamlOptions, YAML_FLAGS, YAML_OPTIONS } from "../../options/yaml-options.ts";
import { type FieldPath, formatPath } from "../../result/field-path.ts";
import { readKinds } from "../config/read-kinds.ts";
import type { NamedBy } from "../input/read-named.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";

const OPTIONS: Readonly<Record<string, Option<unknown>>> = { ...CORE_OPTIONS, ...YAML_OPTIONS };
const FLAGS: typeof CORE_FLAGS & typeof YAML_FLAGS = { ...CORE_FLAGS, ...YAML_FLAGS };

type FlagOption = keyof typeof FLAGS;

/**
 * Options of the library, checked once for the whole run. An invalid document never hides the others:
 * what `--on-invalid` says about it is for the command to do.
 */
export type LibraryOptions = CompiledOptions & CompiledYamlOptions;

/** The flags of options of the library. */
export function flagsFor(...names: readonly FlagOption[]): readonly Flag[] {
  return names.flatMap((name) => {
    const option = OPTIONS[name];
    const choices = option && "choices" in option ? (option.choices as string[]) : undefined;
    const [first, second] = FLAGS[name];
    // Two flags of one option share a line of help.
    if (name === "optOut" && first !== undefined && second !== undefined) {
      const about = `or --${second.name} NAME: "true" skips it`;
      return [
        { ...first, about },
        { ...second, isHidden: true },
      ];
    }
    return FLAGS[name].map((flag) => (choices === undefined ? flag : { ...flag, choices }));
  });
}

/**
 * Reads the flags of options.
 *
 * @throws UsageError if the library rejects an option
 */
export async function readOptionFlags(run: NamedBy): Promise<LibraryOptions> {
  const options: Record<string, unknown> = {};
  for (const name of Object.keys(FLAGS) as FlagOption[]) {
    const value = await readOption(name, run);
    if (value !== undefined) options[name] = value;
  }
  const read = settingsWith(options, YAML_OPTIONS);
  if (read.ok) {
    const { settings, own } = read.value;
    return Object.freeze({ ...settings.options, ...own, onInvalidDocument: "keep" });
  }
  const [{ path, message, hint, received }] = read.issues;
  throw new UsageError(`${writtenAs(path)} ${message}, not ${received}`, hint);
}

/** The options for functions that do not take YAML. */
export function coreOptions(options: LibraryOptions): CompiledOptions {
  const { onInvalidDocument: _, maxDocumentLength: __, onRead: ___, ...core } = options;
  return unwrap(compileOptions(core));
}

async function readOption(name: FlagOption, run: NamedBy): Promise<unknown> {
  const { flags } = run;
  const [first = "", second = ""] = FLAGS[name].map((flag) => flag.name);
  const text = flags.one(first);
  if (name === "optOut") {
    const annotation = flags.one(second);
    return text === undefined && annotation === undefined ? undefined : { label: text, annotation };
  }
  if (text === undefined) return undefined;
  switch (name) {
    case "gpuResources":
      return flags.all(first);
    case "kinds":
      return readKinds(text, run);
    case "resourceLimits":
      return Object.fromEntries(flags.pairs(first, "example.com/gpu-memory=4096"));
    case "maxDocumentLength":
      return flags.number(first);
    default:
      return text;
  }
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
