import type { InjectOptions } from "../../inject/inject-options.ts";
import type { YamlOptions } from "../../yaml/index.ts";
import { readCarriers } from "../files/read-carriers.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";
import type { ParsedFlags } from "./parse-flags.ts";
import { readNumber } from "./read-number.ts";

/** How GPUs are found: what every command that reads manifests can be told. */
export const GPU_FLAGS: readonly Flag[] = [
  {
    name: "gpu-resource",
    value: "NAME",
    repeats: true,
    about: "what asks for a GPU; may end in *",
  },
  { name: "carriers", value: "FILE", about: "more kinds with containers (YAML, JSON)" },
];

export const MIN_MEMORY_FLAG: Flag = {
  name: "min-memory",
  value: "512Mi",
  about: "the least memory limit accepted",
};

/** The options of `injectYaml`, the limits apart. */
export const OPTION_FLAGS: readonly Flag[] = [
  choice("on-conflict", ["override", "keep", "error", "tighten"], "who wins"),
  choice("missing-config", ["error", "skip"], "a GPU without limits"),
  choice("count-means", ["shares", "devices"], "what gpu: 2 means"),
  choice("unknown-kinds", ["warn", "inject", "skip", "error"], "kinds not known"),
  choice("on-invalid", ["error", "keep"], "a document that fails"),
  ...GPU_FLAGS,
  { name: "resource-limit", value: "NAME=N", repeats: true, about: "extended resource to add" },
  { name: "opt-out-label", value: "NAME", about: 'passes over what has it at "true"' },
  { name: "opt-out-annotation", value: "NAME", about: "the same for an annotation" },
  MIN_MEMORY_FLAG,
  { name: "max-document", value: "LENGTH", about: "the longest document accepted" },
];

function choice(name: string, choices: readonly string[], about: string): Flag {
  return { name, choices, value: "POLICY", about };
}

/** What the options on a command line come to. Values are checked where the options are used. */
export async function readOptionFlags(flags: ParsedFlags, cwd: string): Promise<YamlOptions> {
  const label = flags.one("opt-out-label");
  const annotation = flags.one("opt-out-annotation");
  const carriers = flags.one("carriers");
  const longest = flags.one("max-document");
  return {
    onConflict: flags.one("on-conflict") as InjectOptions["onConflict"],
    missingConfig: flags.one("missing-config") as InjectOptions["missingConfig"],
    countMeans: flags.one("count-means") as InjectOptions["countMeans"],
    unknownKinds: flags.one("unknown-kinds") as InjectOptions["unknownKinds"],
    onInvalidDocument: flags.one("on-invalid") as YamlOptions["onInvalidDocument"],
    minMemory: flags.one("min-memory"),
    gpuResources: flags.has("gpu-resource") ? flags.all("gpu-resource") : undefined,
    resourceLimits: flags.has("resource-limit")
      ? Object.fromEntries(flags.all("resource-limit").map(readResource))
      : undefined,
    optOut: label === undefined && annotation === undefined ? undefined : { label, annotation },
    carriers: carriers === undefined ? undefined : await readCarriers(carriers, cwd),
    maxDocumentLength: longest === undefined ? undefined : readNumber("max-document", longest),
  };
}

function readResource(text: string): [name: string, quantity: string] {
  const at = text.lastIndexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--resource-limit must name a resource and its quantity, not "${text}"`,
    "write --resource-limit example.com/gpu-memory=4096",
  );
}
