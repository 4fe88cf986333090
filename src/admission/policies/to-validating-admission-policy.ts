import type { MpsConfig, MpsConfigInput } from "../../limits/mps-config.ts";
import type { MpsEntry } from "../../limits/mps-entries.ts";
import {
  CLIENT_PRIORITY,
  type MpsVariable,
  PINNED_MEMORY,
  THREAD_PERCENTAGE,
} from "../../limits/mps-variables.ts";
import { type Result, success } from "../../result/result.ts";
import { unreadable } from "../../result/unreadable.ts";
import type {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "./admission-policy.ts";
import { quoted, requestsGpu } from "./expressions.ts";
import { checkPolicy, lessThanWebhook, type ValidatingPolicyOptions } from "./policy-options.ts";
import { newPods } from "./to-mutating-admission-policy.ts";

/** A limit for a device, by ordinal or UUID, that CUDA does not ignore. */
const DEVICE_LIMIT = "(0|[1-9][0-9]{0,5}|(GPU|MIG)-[-0-9A-Za-z./]+)=0*[1-9][0-9]{0,14}[MG]B?";

/** What a limit looks like, by variable. No backslashes: they would need escaping in CEL and in YAML. */
const LIMITS: Readonly<Record<MpsVariable, string>> = {
  [PINNED_MEMORY]: `^${DEVICE_LIMIT}(,${DEVICE_LIMIT})*$`,
  [THREAD_PERCENTAGE]: "^[1-9][0-9]?([.][0-9]{1,9})?$",
  [CLIENT_PRIORITY]: "^[01]$",
};

/**
 * A ValidatingAdmissionPolicy, with its binding: a guard next to a webhook with `failurePolicy: Ignore`. It
 * rejects every new pod with a GPU container that lacks a variable that the config writes, or has one that
 * CUDA ignores or that sets no limit. Run it after the webhook, as validating policies are.
 *
 * Issues: as for `toMutatingAdmissionPolicy`. Warnings: `memory/rounded`; `admission/less-than-webhook`,
 * since it does not compare values with those of the config. Never throws.
 *
 * Source: KEP-3488. What it does was evaluated by the code of kube-apiserver 1.36.2: see
 * docs/recipes/admission-policies.md.
 *
 * @example
 * ```ts
 * const [policy, binding] = unwrap(
 *   toValidatingAdmissionPolicy({ pinnedDeviceMemoryLimit: "8Gi" }, { name: "gpu-limits-guard" }),
 * );
 * ```
 */
export function toValidatingAdmissionPolicy(
  config: MpsConfigInput | MpsConfig,
  options: ValidatingPolicyOptions,
): Result<[ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding]> {
  try {
    const checked = checkPolicy(config, options, {});
    if (!checked.ok) return checked;
    const { name } = options;
    const { validated, gpuResources, failurePolicy, namespaceSelector } = checked.value;
    const containers = "(object.spec.containers + object.spec.?initContainers.orValue([]))";
    const lacks = `!(${validated.forOneDevice.map(isLimited).join(" && ")})`;
    const bare = `${containers}.filter(c, ${requestsGpu("c", gpuResources)} && ${lacks})`;
    const policy: ValidatingAdmissionPolicy = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy,
        matchConstraints: { resourceRules: [newPods()] },
        variables: [{ name: "bare", expression: bare }],
        validations: [
          {
            expression: "size(variables.bare) == 0",
            messageExpression: "'no MPS limits on ' + variables.bare.map(c, c.name).join(', ')",
            reason: "Invalid",
          },
        ],
      },
    };
    const binding: ValidatingAdmissionPolicyBinding = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ["Deny"],
        matchResources: { namespaceSelector },
      },
    };
    const message = "any limit is accepted, also one above that of the config";
    return success([policy, binding], [...checked.warnings, lessThanWebhook([], message)]);
  } catch (error) {
    return unreadable(error);
  }
}

/** Whether a container has a variable, and each entry of that name is a limit. */
function isLimited({ name }: MpsEntry): string {
  const env = "c.?env.orValue([])";
  const isOther = `e.name != ${quoted(name)}`;
  return (
    `${env}.exists(e, e.name == ${quoted(name)}) && ` +
    `${env}.all(e, ${isOther} || e.?value.orValue('').matches(${quoted(LIMITS[name])}))`
  );
}
