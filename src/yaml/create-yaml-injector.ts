import type { MpsConfig, MpsConfigInput } from "../config/mps-config.ts";
import { newIssue } from "../core/new-issue.ts";
import type { Failure, Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unreadable } from "../core/unreadable.ts";
import { TextInjector } from "./inject/text-injector.ts";
import { notText } from "./inject-yaml.ts";
import { readYamlOptions, type YamlSettings } from "./read-yaml-options.ts";
import { BlockCutter } from "./text/block-cutter.ts";
import type { DocumentReport } from "./yaml-injection.ts";
import type { YamlOptions } from "./yaml-options.ts";

/** What `createYamlInjector` can be told. */
export interface YamlInjectorOptions extends YamlOptions {
  /** Hears of every document, in order, before its text is given out. */
  readonly onDocument?: ((report: DocumentReport) => void) | undefined;
}

/** Injects a text that arrives in chunks. */
export interface YamlInjector {
  /** Takes a chunk, cut anywhere; gives the text of the documents that it completes. */
  push(chunk: string): Result<string>;
  /** Gives the rest. */
  end(): Result<string>;
}

/**
 * `injectYaml` for text that does not fit into memory: holds one document at a time. What has been
 * given out cannot be taken back, so a document that fails leaves those before it given out; every
 * later call gives the same failure.
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
  config: MpsConfigInput | MpsConfig | null | undefined,
  options?: YamlInjectorOptions,
): YamlInjector {
  try {
    const yaml = readYamlOptions(options, ["onDocument"]);
    return yaml.ok ? new Injector(config, yaml.value, options?.onDocument) : failed(yaml);
  } catch (error) {
    return failed(unreadable(error));
  }
}

function failed(problem: Failure): YamlInjector {
  return { push: () => problem, end: () => problem };
}

class Injector implements YamlInjector {
  readonly #cutter = new BlockCutter();
  readonly #text: TextInjector;
  readonly #yaml: YamlSettings;
  readonly #onDocument: ((report: DocumentReport) => void) | undefined;
  #failure: Failure | undefined;

  constructor(
    config: unknown,
    yaml: YamlSettings,
    onDocument: ((report: DocumentReport) => void) | undefined,
  ) {
    this.#text = new TextInjector(config, yaml);
    this.#yaml = yaml;
    this.#onDocument = onDocument;
  }

  push(chunk: string): Result<string> {
    if (this.#failure !== undefined) return this.#failure;
    if (typeof chunk !== "string") return (this.#failure = failure([notText(chunk)]));
    const block = this.#cutter.push(chunk);
    if (block !== undefined) return this.#inject(block);
    if (this.#cutter.held <= this.#yaml.maxDocumentLength) return success("");
    // Too long to be held: what is there of it is enough to say so.
    return (this.#failure = failure([this.#text.tooLong(this.#cutter.held)]));
  }

  end(): Result<string> {
    return this.#failure ?? this.#inject(this.#cutter.end());
  }

  #inject(block: string): Result<string> {
    let injected: ReturnType<TextInjector["inject"]>;
    try {
      injected = this.#text.inject(block);
    } catch (error) {
      return (this.#failure = unreadable(error));
    }
    const { issues, warnings, documents, text } = injected;
    if (isNonEmpty(issues)) return (this.#failure = failure(issues, warnings));
    try {
      for (const report of documents) this.#onDocument?.(report);
    } catch (error) {
      // The text of this block is lost to the caller, and must not be followed by another's.
      this.#failure = failure([newIssue("input/unreadable", [], "onDocument threw")]);
      throw error;
    }
    return success(text, warnings);
  }
}
