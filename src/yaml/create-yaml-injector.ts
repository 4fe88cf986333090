import { BlockCutter } from "../document/text/block-cutter.ts";
import { settingsWith } from "../options/compile-options.ts";
import type { OptionTable } from "../options/option.ts";
import {
  type CompiledYamlOptions,
  readFunction,
  YAML_OPTIONS,
  type YamlOptions,
} from "../options/yaml-options.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { newIssue } from "../result/issue.ts";
import { type Failure, failure, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { notText, textInjector } from "./inject-yaml.ts";
import type { TextEditor } from "./text-editor.ts";
import type { DocumentReport, YamlInjection } from "./yaml-injection.ts";

/** Options for `createYamlInjector`. */
export interface YamlInjectorOptions extends YamlOptions {
  /** Called with the report on every document, in order, before its text is returned. */
  readonly onDocument?: ((report: DocumentReport) => void) | undefined;
}

interface CompiledInjectorOptions extends CompiledYamlOptions {
  readonly onDocument: YamlInjectorOptions["onDocument"];
}

const INJECTOR_OPTIONS: OptionTable<CompiledInjectorOptions> = {
  ...YAML_OPTIONS,
  onDocument: { default: undefined, read: readFunction },
};

/** Injects MPS limits into a text that arrives in chunks. */
export interface YamlInjector {
  /** Takes a chunk of any length; returns the text of the documents that it completes. */
  push(chunk: string): Result<string>;
  /** Returns the rest. */
  end(): Result<string>;
}

/**
 * `injectYaml` for text that does not fit into memory: holds one document at a time. If a document fails,
 * the documents before it have been returned already; every later call returns the same failure.
 *
 * Issues: those of `injectYaml`. Never throws, unless `onDocument` does.
 *
 * @example
 * ```ts
 * const injector = createYamlInjector({ pinnedDeviceMemoryLimit: "4Gi" });
 * for await (const chunk of file) output.write(unwrap(injector.push(chunk)));
 * output.write(unwrap(injector.end()));
 * ```
 */
export function createYamlInjector(
  limits: LimitsSource,
  options?: YamlInjectorOptions,
): YamlInjector {
  try {
    const read = settingsWith(options, INJECTOR_OPTIONS);
    if (!read.ok) return failed(read);
    const { settings, own } = read.value;
    return new Injector(textInjector(limits, settings, own), own);
  } catch (error) {
    return failed(unreadable(error));
  }
}

function failed(problem: Failure): YamlInjector {
  return { push: () => problem, end: () => problem };
}

class Injector implements YamlInjector {
  readonly #cutter = new BlockCutter();
  readonly #text: TextEditor;
  readonly #options: CompiledInjectorOptions;
  #failure: Failure | undefined;

  constructor(text: TextEditor, options: CompiledInjectorOptions) {
    this.#text = text;
    this.#options = options;
  }

  push(chunk: string): Result<string> {
    if (this.#failure !== undefined) return this.#failure;
    if (typeof chunk !== "string") return (this.#failure = failure([notText(chunk)]));
    const block = this.#cutter.push(chunk);
    if (block !== undefined) return this.#inject(block);
    if (this.#cutter.held <= this.#options.maxDocumentLength) return success("");
    // Too long to hold, whatever follows.
    return (this.#failure = failure([this.#text.tooLong(this.#cutter.held)]));
  }

  end(): Result<string> {
    return this.#failure ?? this.#inject(this.#cutter.end());
  }

  #inject(block: string): Result<string> {
    let injected: Result<YamlInjection>;
    try {
      injected = this.#text.edit(block, this.#cutter.isAtSeparator);
    } catch (error) {
      return (this.#failure = unreadable(error));
    }
    if (!injected.ok) return (this.#failure = injected);
    try {
      for (const report of injected.value.documents) this.#options.onDocument?.(report);
    } catch (error) {
      // The text of this block is lost to the caller, so nothing may follow it.
      this.#failure = failure([newIssue("input/unreadable", [], "onDocument threw")]);
      throw error;
    }
    return success(injected.value.text, injected.warnings);
  }
}
