import { type Settings, settingsWith } from "../options/compile-options.ts";
import {
  type CompiledYamlOptions,
  YAML_OPTIONS,
  type YamlOptions,
} from "../options/yaml-options.ts";
import { planObject } from "../plan/plan-limits.ts";
import { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, type Result } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import type { PlanObject } from "./edit-document.ts";
import { TextEditor } from "./text-editor.ts";
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
    return textInjector(limits, read.value.settings, read.value.own).edit(text);
  } catch (error) {
    return unreadable(error);
  }
}

/** @param limits - a `LimitsSource`, unchecked */
export function textInjector(
  limits: unknown,
  settings: Settings,
  options: CompiledYamlOptions,
): TextEditor {
  const resolver = new LimitsResolver(limits, settings);
  const planOf: PlanObject = (object, textSettings) => planObject(object, resolver, textSettings);
  return new TextEditor(planOf, settings, options, typeof limits === "function");
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
