import { describeContainer } from "../find/describe-container.ts";
import type { FoundContainer } from "../find/find-containers.ts";
import { checkConfig, limitsNothing } from "../limits/check-config.ts";
import { MPS_FIELDS } from "../limits/mps-config.ts";
import type { ValidatedConfig } from "../limits/validated-config.ts";
import type { Settings } from "../options/compile-options.ts";
import { type FieldPath, formatPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { Result } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";

/** The limits of one container, or why it gets none. */
export interface ContainerLimits {
  /** `undefined` if there are none, or they are invalid. */
  readonly config: ValidatedConfig | undefined;
  /** Why the container is skipped, if it is. */
  readonly skip: "no-config" | "exempt" | undefined;
  /** Whether they are written whatever `onConflict` says. */
  readonly isDecision: boolean;
  /**
   * Whether every container has the same: the paths of their problems then lead through the config,
   * otherwise from the root of the object.
   */
  readonly isShared: boolean;
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/**
 * The limits of one call, for each container: those of one config, which is validated when the first
 * container needs it, and only once; or what a function answers. Without a GPU neither is looked at.
 */
export class LimitsResolver {
  readonly #source: unknown;
  readonly #settings: Settings;
  readonly #namespace: string | undefined;
  #shared: ContainerLimits | undefined;

  /**
   * @param source - a `LimitsSource`, unchecked
   * @param namespace - of objects that name none
   */
  constructor(
    source: unknown,
    settings: Settings,
    namespace: string | undefined = settings.options.namespace,
  ) {
    this.#source = source;
    this.#settings = settings;
    this.#namespace = namespace;
  }

  resolve(found: FoundContainer): ContainerLimits {
    if (typeof this.#source === "function") return this.#ask(this.#source, found);
    return (this.#shared ??= this.#check(this.#source, undefined));
  }

  #ask(limitsFor: CallableFunction, found: FoundContainer): ContainerLimits {
    let answer: unknown;
    try {
      const { minMemory } = this.#settings.options;
      answer = limitsFor(describeContainer(found, this.#namespace), { minMemory });
    } catch {
      return failed(found.path, "the function that finds the limits of this container threw");
    }
    if (isThenable(answer)) {
      const hint = "use reviewAdmissionAsync, or find the limits before the call";
      return failed(found.path, "a function that finds limits must not be async", hint);
    }
    return this.#read(answer, found.path);
  }

  #read(answer: unknown, path: FieldPath): ContainerLimits {
    if (answer === "exempt") return { ...NO_LIMITS, skip: "exempt" };
    if (!isResult(answer)) return this.#check(answer, path);
    const warnings = answer.warnings.map((warning) => atContainer(warning, path));
    if (!answer.ok) {
      const issues = answer.issues.map((issue) => atContainer(issue, path));
      return { ...NO_LIMITS, issues, warnings };
    }
    const { value } = answer;
    const limits =
      isObject(value) && "applied" in value
        ? this.#check(value["config"], path, true)
        : this.#read(value, path);
    return { ...limits, warnings: [...warnings, ...limits.warnings] };
  }

  /** @param path - of the container, unless the config is that of every container */
  #check(config: unknown, path: FieldPath | undefined, isDecision = false): ContainerLimits {
    const { minMemory, missingConfig } = this.#settings.options;
    const isShared = path === undefined;
    const checked = checkConfig(config, minMemory);
    const { warnings } = checked;
    if (checked.ok) {
      const all = checked.value.limitsNothing ? [...warnings, limitsNothing()] : warnings;
      const located = isShared ? all : all.map((warning) => atContainer(warning, path));
      return { ...NO_LIMITS, config: checked.value, isDecision, isShared, warnings: located };
    }
    if (checked.issues[0].code === "config/missing" && missingConfig === "skip") {
      return { ...NO_LIMITS, skip: "no-config", isShared };
    }
    const issues = isShared
      ? checked.issues
      : checked.issues.map((issue) => atContainer(issue, path));
    return { ...NO_LIMITS, isShared, issues };
  }
}

const NO_LIMITS: ContainerLimits = {
  config: undefined,
  skip: undefined,
  isDecision: false,
  isShared: false,
  issues: NONE,
  warnings: NONE,
};

function failed(path: FieldPath, message: string, hint?: string): ContainerLimits {
  return { ...NO_LIMITS, issues: [newIssue("limits/resolver-failed", path, message, hint)] };
}

/** A problem of a config that nobody sees is reported at the container that was to get it. */
export function atContainer(issue: Issue, path: FieldPath): Issue {
  if (issue.path.length === 0) return { ...issue, path };
  if (!MPS_FIELDS.includes(issue.path[0] as never)) return issue;
  return { ...issue, path, message: `${formatPath(issue.path)}: ${issue.message}` };
}

function isThenable(value: unknown): boolean {
  return isObject(value) && typeof value["then"] === "function";
}

function isResult(value: unknown): value is Result<unknown> {
  return isObject(value) && typeof value["ok"] === "boolean";
}
