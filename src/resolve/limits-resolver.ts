import { describeContainer } from "../find/describe-container.ts";
import type { FoundContainer } from "../find/find-containers.ts";
import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import { limitsNothing } from "../limits/check-config.ts";
import { checkLikeLast } from "../limits/last-config.ts";
import { MPS_FIELDS } from "../limits/mps-config.ts";
import type { ValidatedConfig } from "../limits/validated-config.ts";
import type { Settings } from "../options/compile-options.ts";
import { type FieldPath, formatPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { askLimits } from "./ask-limits.ts";
import { countDevices } from "./count-devices.ts";

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
    if (typeof this.#source === "function") return this.#ask(found);
    return (this.#shared ??= this.#check(this.#source, undefined));
  }

  #ask(found: FoundContainer): ContainerLimits {
    const { path, requests } = found;
    const { minMemory } = this.#settings.options;
    const { guaranteed } = countDevices(found, countGpus(requests), this.#settings);
    const context = { minMemory, devices: guaranteed || 1 };
    const container = describeContainer(found, this.#namespace);
    const answer = askLimits(this.#source, container, context);
    const warnings = answer.warnings.map((warning) => ofContainer(warning, path));
    if (answer.isExempt) return { ...NO_LIMITS, skip: "exempt", warnings };
    if (answer.issues.length > 0) {
      return {
        ...NO_LIMITS,
        issues: answer.issues.map((issue) => ofContainer(issue, path)),
        warnings,
      };
    }
    const limits = this.#check(answer.config, path, answer.isDecision);
    return { ...limits, warnings: [...warnings, ...limits.warnings] };
  }

  /** @param path - of the container, unless the config is that of every container */
  #check(config: unknown, path: FieldPath | undefined, isDecision = false): ContainerLimits {
    const { minMemory, missingConfig } = this.#settings.options;
    const isShared = path === undefined;
    const checked = checkLikeLast(config, minMemory);
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

/** A problem of a config that nobody sees is reported at the container that was to get it. */
export function atContainer(issue: Issue, path: FieldPath): Issue {
  if (issue.path.length === 0) return { ...issue, path };
  return { ...issue, path, message: `${formatPath(issue.path)}: ${issue.message}` };
}

/** The same for a problem that may be at a path of the object, such as that of an annotation. */
function ofContainer(issue: Issue, path: FieldPath): Issue {
  return isInConfig(issue) ? atContainer(issue, path) : issue;
}

/** Whether a path leads through a config, or a record of one. */
function isInConfig({ code, path }: Issue): boolean {
  const [field, inSpec] = path;
  if (field === undefined || MPS_FIELDS.includes(field as never)) return true;
  if (field === "spec" && MPS_FIELDS.includes(inSpec as never)) return true;
  return code.startsWith("config/") && path.length <= 2;
}
