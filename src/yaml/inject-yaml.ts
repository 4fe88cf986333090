import type { MpsConfig, MpsConfigInput } from "../config/mps-config.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unreadable } from "../core/unreadable.ts";
import { TextInjector } from "./inject/text-injector.ts";
import { readYamlOptions } from "./read-yaml-options.ts";
import type { YamlInjection } from "./yaml-injection.ts";
import type { YamlOptions } from "./yaml-options.ts";

/**
 * Writes MPS limits into every GPU container of a YAML or JSON text, of any number of documents.
 * Bytes that are not edited stay as they are: comments, quoting, indentation, line breaks. A text
 * without a GPU comes back as it is.
 *
 * All or nothing: one document that cannot be injected fails the call, unless `onInvalidDocument`
 * is `"keep"`. Issues: those of `injectGpuConfig`, and `yaml/*`, with their position in the text.
 * Never throws.
 *
 * @example
 * ```ts
 * const result = injectYaml(await readFile("deployment.yaml", "utf8"), { pinnedDeviceMemoryLimit: "4Gi" });
 * if (result.ok) await writeFile("deployment.yaml", result.value.text);
 * ```
 */
export function injectYaml(
  text: string,
  config: MpsConfigInput | MpsConfig | null | undefined,
  options?: YamlOptions,
): Result<YamlInjection> {
  try {
    const yaml = readYamlOptions(options);
    if (!yaml.ok) return yaml;
    if (typeof text !== "string") return failure([notText(text)]);
    const injected = new TextInjector(config, yaml.value).inject(text);
    const { issues, warnings, changed, documents } = injected;
    if (isNonEmpty(issues)) return failure(issues, warnings);
    return success({ text: injected.text, changed, documents }, warnings);
  } catch (error) {
    return unreadable(error);
  }
}

/** For what should have been text. */
export function notText(value: unknown): Issue {
  return {
    code: "input/type",
    path: [],
    message: "the manifest must be a string",
    hint: "decode bytes first: new TextDecoder().decode(bytes)",
    received: received(value),
  };
}
