import type { GpuContainer } from "../find/gpu-container.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { Result } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";
import type { LimitsContext } from "./limits-source.ts";

/** What a source of limits says of one container. */
export interface LimitsAnswer {
  /** Not checked; `undefined` or `null` if there are none. */
  readonly config: unknown;
  readonly isExempt: boolean;
  /** Whether it was decided in view of what the container has. */
  readonly isDecision: boolean;
  /** If there are any, there is no config. Their paths lead through the config, or the object. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Asks a source of limits, a config or a function, for those of one container. Never throws. */
export function askLimits(
  source: unknown,
  container: GpuContainer,
  context: LimitsContext,
): LimitsAnswer {
  if (typeof source !== "function") return { ...NO_LIMITS, config: source };
  let answer: unknown;
  try {
    answer = source(container, context);
  } catch {
    return failed(container, "the function that finds the limits of this container threw");
  }
  if (isObject(answer) && typeof answer["then"] === "function") {
    const hint = "use reviewAdmissionAsync, or find the limits before the call";
    return failed(container, "a function that finds limits must not be async", hint);
  }
  return read(answer);
}

function read(answer: unknown): LimitsAnswer {
  if (answer === "exempt") return { ...NO_LIMITS, isExempt: true };
  if (!isResult(answer)) return { ...NO_LIMITS, config: answer };
  const { warnings } = answer;
  if (!answer.ok) return { ...NO_LIMITS, issues: answer.issues, warnings };
  const { value } = answer;
  const inner =
    isObject(value) && "applied" in value
      ? {
          ...NO_LIMITS,
          config: value["config"],
          isDecision: true,
          isExempt: Array.isArray(value["exemptBy"]) && value["exemptBy"].length > 0,
        }
      : read(value);
  return { ...inner, warnings: [...warnings, ...inner.warnings] };
}

const NO_LIMITS: LimitsAnswer = {
  config: undefined,
  isExempt: false,
  isDecision: false,
  issues: NONE,
  warnings: NONE,
};

function failed({ path }: GpuContainer, message: string, hint?: string): LimitsAnswer {
  return { ...NO_LIMITS, issues: [newIssue("limits/resolver-failed", path, message, hint)] };
}

function isResult(value: unknown): value is Result<unknown> {
  return isObject(value) && typeof value["ok"] === "boolean";
}
