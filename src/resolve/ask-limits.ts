import type { GpuContainer } from "../find/gpu-container.ts";
import { checkLikeLast } from "../limits/last-config.ts";
import type { ValidatedConfig } from "../limits/validated-config.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { Result } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { LimitsContext } from "./limits-source.ts";

/** What a source of limits says of one container. */
export interface LimitsAnswer {
  /** Its config, checked: `config/missing` if there is none. Paths lead through the config. */
  readonly checked: Result<ValidatedConfig>;
  readonly isExempt: boolean;
  /** Whether it was decided in view of what the container has. */
  readonly isDecision: boolean;
  /** If there are any, there is no config. Their paths lead through the config, or the object. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/**
 * Asks a source of limits, a config or a function, for those of one container. Whatever a function
 * returns, this does not throw: what cannot be read is `limits/resolver-failed`.
 */
export function askLimits(
  source: unknown,
  container: GpuContainer,
  context: LimitsContext,
): LimitsAnswer {
  const reader = new AnswerReader(container, context);
  return typeof source === "function" ? reader.ask(source as Ask) : reader.config(source);
}

type Ask = (container: GpuContainer, context: LimitsContext) => unknown;

class AnswerReader {
  readonly #container: GpuContainer;
  readonly #context: LimitsContext;

  constructor(container: GpuContainer, context: LimitsContext) {
    this.#container = container;
    this.#context = context;
  }

  ask(source: Ask): LimitsAnswer {
    let answer: unknown;
    try {
      answer = source(this.#container, this.#context);
    } catch {
      return this.#failed("the function that finds the limits of this container threw");
    }
    try {
      return isResult(answer) ? this.#result(answer) : this.#plain(answer);
    } catch {
      const message = "reading what the function that finds the limits of this container returned";
      return this.#failed(`${message} threw`, "return plain data");
    }
  }

  config(config: unknown): LimitsAnswer {
    const { minMemory } = this.#context;
    const checked = checkLikeLast(config, minMemory);
    return { checked, isExempt: false, isDecision: false, issues: NONE, warnings: NONE };
  }

  #result(result: UnknownObject): LimitsAnswer {
    const { ok, value, issues, warnings } = result;
    const isFailure = ok === false && isListOfIssues(issues) && issues.length > 0;
    // A Result in a Result may contain itself.
    if (!isListOfIssues(warnings) || !(isFailure || (ok === true && !isResult(value)))) {
      const message =
        "the function that finds the limits of this container returned no valid Result";
      const hint = "return { ok: true, value, warnings }, or { ok: false, issues, warnings }";
      return this.#failed(message, hint);
    }
    if (isFailure) return { ...this.config(undefined), issues, warnings };
    const inner = isDecision(value) ? this.#decision(value) : this.#plain(value);
    return { ...inner, warnings };
  }

  #decision({ config, exemptBy }: UnknownObject): LimitsAnswer {
    const isExempt = Array.isArray(exemptBy) && exemptBy.length > 0;
    return { ...this.config(config), isExempt, isDecision: true };
  }

  #plain(answer: unknown): LimitsAnswer {
    if (answer === "exempt") return { ...this.config(undefined), isExempt: true };
    if (!isObject(answer) || typeof answer["then"] !== "function") return this.config(answer);
    // A rejection that is not handled ends a process.
    if (answer instanceof Promise) answer.catch(() => undefined);
    const hint = "use reviewAdmissionAsync, or find the limits before the call";
    return this.#failed("a function that finds limits must not be async", hint);
  }

  #failed(message: string, hint?: string): LimitsAnswer {
    const issue = newIssue("limits/resolver-failed", this.#container.path, message, hint);
    return { ...this.config(undefined), issues: [issue] };
  }
}

function isResult(value: unknown): value is UnknownObject {
  return isObject(value) && typeof value["ok"] === "boolean";
}

function isDecision(value: unknown): value is UnknownObject {
  return isObject(value) && "applied" in value;
}

function isListOfIssues(value: unknown): value is readonly Issue[] {
  return Array.isArray(value) && value.every(isIssue);
}

function isIssue(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { code, path, message } = value;
  return typeof code === "string" && Array.isArray(path) && typeof message === "string";
}
