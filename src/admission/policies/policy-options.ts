import { DEFAULT_GPU_RESOURCES } from "../../kubernetes/gpu/gpu-resource-names.ts";
import { MIB } from "../../kubernetes/quantity/mebibytes.ts";
import { checkConfig } from "../../limits/check-config.ts";
import type { MpsConfig, MpsConfigInput } from "../../limits/mps-config.ts";
import { outOfRange } from "../../limits/out-of-range.ts";
import type { ValidatedConfig } from "../../limits/validated-config.ts";
import {
  type Check,
  checkOptions,
  dnsSubdomain,
  oneOf,
  optional,
} from "../../options/check-options.ts";
import { CORE_OPTIONS } from "../../options/core-options.ts";
import { invalidOption } from "../../options/option.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { type Issue, newIssue } from "../../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../../result/result.ts";
import { isRecord } from "../../result/unknown-object.ts";
import type { LabelSelector } from "./admission-policy.ts";

/** Options for `toValidatingAdmissionPolicy`, and part of those for `toMutatingAdmissionPolicy`. */
export interface ValidatingPolicyOptions {
  /** Of the policy and of its binding. */
  readonly name: string;
  /**
   * Resource names that mean a GPU; a `*` at the end stands for anything. The default is that of
   * `injectGpuConfig`.
   */
  readonly gpuResources?: readonly string[] | undefined;
  /**
   * The namespaces in which the policy applies.
   *
   * @defaultValue all but kube-system
   */
  readonly namespaceSelector?: LabelSelector | undefined;
  /**
   * What happens to a pod for which the policy fails.
   *
   * @defaultValue "Fail"
   */
  readonly failurePolicy?: "Fail" | "Ignore" | undefined;
}

/** What both policies are made of. */
export interface CheckedPolicy {
  readonly validated: ValidatedConfig;
  readonly gpuResources: readonly string[];
  readonly namespaceSelector: LabelSelector;
  readonly failurePolicy: "Fail" | "Ignore";
}

/** Checks a config and options; further options by further checks. */
export function checkPolicy(
  config: MpsConfigInput | MpsConfig,
  options: ValidatingPolicyOptions,
  further: Readonly<Record<string, Check>>,
): Result<CheckedPolicy> {
  const checked = checkConfig(config, MIB);
  const issues = checkOptions(options, {
    name: dnsSubdomain,
    gpuResources: optional(gpuNames),
    namespaceSelector: optional(selector),
    failurePolicy: optional(oneOf("Fail", "Ignore")),
    ...further,
  });
  if (checked.ok) {
    issues.push(...outOfRange(checked.value, 1));
    if (checked.value.forOneDevice.length === 0) issues.push(nothingToWrite());
  } else {
    issues.push(...checked.issues);
  }
  if (!checked.ok || isNonEmpty(issues)) {
    return failure(issues as [Issue, ...Issue[]], checked.warnings);
  }
  const policy: CheckedPolicy = {
    validated: checked.value,
    gpuResources: options.gpuResources ?? DEFAULT_GPU_RESOURCES,
    namespaceSelector: options.namespaceSelector ?? {
      matchExpressions: [
        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
      ],
    },
    failurePolicy: options.failurePolicy ?? "Fail",
  };
  return success(policy, checked.warnings);
}

function gpuNames(value: unknown, path: FieldPath): Issue | undefined {
  const option = CORE_OPTIONS.gpuResources;
  const issues: Issue[] = [];
  if ("read" in option) option.read(value, path, issues, {});
  return issues[0];
}

function selector(value: unknown, path: FieldPath): Issue | undefined {
  return isRecord(value) ? undefined : invalidOption(path, "must be a label selector", value);
}

function nothingToWrite(): Issue {
  const hint = "add pinnedDeviceMemoryLimit, or an activeThreadPercentage of 1 to 99";
  return newIssue("config/missing", [], "the config has no limit to write", hint);
}

export function lessThanWebhook(path: FieldPath, message: string): Issue {
  return newIssue("admission/less-than-webhook", path, message, "use a webhook if that matters");
}
