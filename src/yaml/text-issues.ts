import type { CompiledYamlOptions } from "../options/yaml-options.ts";
import type { CodeArea } from "../result/code-area.ts";
import { LIMITS_CODES } from "../result/codes/limits.ts";
import { WORKLOAD_CODES } from "../result/codes/workload.ts";
import type { Issue } from "../result/issue.ts";
import { Reported } from "../result/reported.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";

/** The areas of codes that may be the same for every document. */
const TEXT_AREAS: readonly CodeArea[] = [LIMITS_CODES, WORKLOAD_CODES];

/** Collects the issues and warnings of the documents of a text, each that is about all of them once. */
export class TextIssues {
  readonly #keepsInvalid: boolean;
  readonly #reported = new Reported(TEXT_AREAS);
  #issues: Issue[] = [];
  #warnings: Issue[] = [];

  constructor({ onInvalidDocument }: CompiledYamlOptions) {
    this.#keepsInvalid = onInvalidDocument === "keep";
  }

  /** Adds those of one document, whose issues are warnings if invalid documents are kept. */
  add(issues: readonly Issue[], warnings: readonly Issue[]): void {
    const list = this.#keepsInvalid ? this.#warnings : this.#issues;
    for (const warning of warnings) if (this.#reported.isNew(warning)) this.#warnings.push(warning);
    for (const issue of issues) if (this.#reported.isNew(issue)) list.push(issue);
  }

  /** The result of the documents since the last result. */
  resultOf<T>(value: T): Result<T> {
    const [issues, warnings] = [this.#issues, this.#warnings];
    this.#issues = [];
    this.#warnings = [];
    return isNonEmpty(issues) ? failure(issues, warnings) : success(value, warnings);
  }
}
