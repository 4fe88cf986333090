import { settingsWith } from "../options/compile-options.ts";
import { YAML_OPTIONS, type YamlOptions } from "../options/yaml-options.ts";
import { planRemoval } from "../plan/plan-removal.ts";
import { UNINJECT_OPTIONS, type UninjectOptions } from "../plan/uninject-gpu-config.ts";
import { LimitsResolver } from "../resolve/limits-resolver.ts";
import { failure, type Result } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import type { PlanObject } from "./edit-document.ts";
import { notText } from "./inject-yaml.ts";
import { TextEditor } from "./text-editor.ts";
import type { YamlInjection } from "./yaml-injection.ts";

/** Options for `uninjectYaml`. */
export interface UninjectYamlOptions extends YamlOptions, Pick<UninjectOptions, "only"> {}

/**
 * `uninjectGpuConfig` for a YAML or JSON text of any number of documents: takes the MPS limits out of every
 * GPU container. All other bytes stay as they are; comments in what is removed stay, on lines of their
 * own. It gives back the text that `injectYaml` was given, if that had no limits and no empty `env`, no
 * resource limits were added, and no merge (`<<`) supplied what was changed.
 *
 * Issues: those of `uninjectGpuConfig`, and `yaml/*`, with their position in the text. Never throws.
 *
 * @example
 * ```ts
 * const { text } = unwrap(uninjectYaml(await readFile("deployment.yaml", "utf8")));
 * ```
 */
export function uninjectYaml(text: string, options?: UninjectYamlOptions): Result<YamlInjection> {
  try {
    const read = settingsWith(options, { ...YAML_OPTIONS, ...UNINJECT_OPTIONS });
    if (!read.ok) return read;
    if (typeof text !== "string") return failure([notText(text)]);
    const { settings, own } = read.value;
    const only = own.only === undefined ? undefined : new LimitsResolver(own.only, settings);
    const planOf: PlanObject = (object, textSettings) => planRemoval(object, only, textSettings);
    return new TextEditor(planOf, settings, own, typeof own.only === "function").edit(text);
  } catch (error) {
    return unreadable(error);
  }
}
