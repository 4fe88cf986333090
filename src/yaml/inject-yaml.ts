import { settingsWith } from "../options/compile-options.ts";
import { YAML_OPTIONS, type YamlOptions } from "../options/yaml-options.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, type Result } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { TextInjector } from "./text-injector.ts";
import type { YamlInjection } from "./yaml-injection.ts";

/**
 * Writes MPS limits into every GPU container of a YAML or JSON text of any number of documents. All other
 * bytes stay as they are: comments, quoting, indentation, line breaks. A text without a GPU is returned
 * as it is.
 *
 * All or nothing: one document that cannot be injected fails the call, unless `onInvalidDocument` is
 * `"keep"`. Issues: those of `injectGpuConfig`, and `yaml/*`, with their position in the text. Never
 * throws.
 *
 * @example
 * ```ts
 * const result = injectYaml(await readFile("deployment.yaml", "utf8"), { pinnedDeviceMemoryLimit: "4Gi" });
 * if (result.ok) await writeFile("deployment.yaml", result.value.text);
 * ```
 */
export function injectYaml(
  text: string,
  limits: LimitsSource,
  options?: YamlOptions,
): Result<YamlInjection> {
  try {
    const read = settingsWith(options, YAML_OPTIONS);
    if (!read.ok) return read;
    if (typeof text !== "string") return failure([notText(text)]);
    return new TextInjector(limits, read.value.settings, read.value.own).inject(text);
  } catch (error) {
    return unreadable(error);
  }
}

/** The issue for a manifest that is not a string. */
export function notText(value: unknown): Issue {
  return newIssue(
    "input/type",
    [],
    "the manifest must be a string",
    "decode bytes first: new TextDecoder().decode(bytes)",
    value,
  );
}
