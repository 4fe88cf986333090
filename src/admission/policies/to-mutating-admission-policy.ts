import type { MpsConfig, MpsConfigInput } from "../../limits/mps-config.ts";
import type { MpsEntry } from "../../limits/mps-entries.ts";
import { oneOf, optional } from "../../options/check-options.ts";
import type { Issue } from "../../result/issue.ts";
import { type Result, success } from "../../result/result.ts";
import { unreadable } from "../../result/unreadable.ts";
import type {
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
} from "./admission-policy.ts";
import { isGpu, listOf, quoted, requestsGpu } from "./expressions.ts";
import {
  type CheckedPolicy,
  checkPolicy,
  lessThanWebhook,
  type ValidatingPolicyOptions,
} from "./policy-options.ts";

/** Options for `toMutatingAdmissionPolicy`. */
export interface MutatingPolicyOptions extends ValidatingPolicyOptions {
  /**
   * Which value wins if a container already has a variable.
   *
   * @defaultValue "override"
   */
  readonly onConflict?: "override" | "keep" | undefined;
  /**
   * The version of the API: `v1` since Kubernetes 1.36, `v1beta1` since 1.34.
   *
   * @defaultValue "v1"
   */
  readonly version?: "v1" | "v1beta1" | undefined;
}

/**
 * A MutatingAdmissionPolicy, with its binding, that writes limits into new pods without a webhook. The
 * limits are part of the policy. Like injection it writes the variables of every container that requests a
 * GPU, and the GPU limit that Kubernetes demands for a request.
 *
 * Issues: those of `validateMpsConfig`, `config/missing` for a config without a limit to write,
 * `device/out-of-range` for a limit of a device other than `"0"`, `options/*`. Warnings: `memory/rounded`,
 * and `admission/less-than-webhook` for each thing that a policy cannot do. Never throws.
 *
 * Source: KEP-3962. What it does was evaluated by the code of kube-apiserver 1.36.2: see
 * docs/recipes/admission-policies.md.
 *
 * @example
 * ```ts
 * const [policy, binding] = unwrap(
 *   toMutatingAdmissionPolicy({ pinnedDeviceMemoryLimit: "8Gi" }, { name: "gpu-limits" }),
 * );
 * ```
 */
export function toMutatingAdmissionPolicy(
  config: MpsConfigInput | MpsConfig,
  options: MutatingPolicyOptions,
): Result<[MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding]> {
  try {
    const checked = checkPolicy(config, options, {
      onConflict: optional(oneOf("override", "keep")),
      version: optional(oneOf("v1", "v1beta1")),
    });
    if (!checked.ok) return checked;
    const { name, onConflict = "override", version = "v1" } = options;
    const apiVersion = `admissionregistration.k8s.io/${version}` as const;
    const { failurePolicy, namespaceSelector } = checked.value;
    const policy: MutatingAdmissionPolicy = {
      apiVersion,
      kind: "MutatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy,
        reinvocationPolicy: "IfNeeded",
        matchConstraints: { resourceRules: [newPods()] },
        variables: variablesOf(checked.value),
        mutations: [
          mutation((list, path) => envPatch(list, path, checked.value, onConflict)),
          mutation((list, path) => limitsPatch(list, path, checked.value)),
        ],
      },
    };
    const binding: MutatingAdmissionPolicyBinding = {
      apiVersion,
      kind: "MutatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, matchResources: { namespaceSelector } },
    };
    return success([policy, binding], [...checked.warnings, ...whatItCannot(onConflict)]);
  } catch (error) {
    return unreadable(error);
  }
}

/** The rule for pods that are created. */
export function newPods(): MutatingAdmissionPolicy["spec"]["matchConstraints"]["resourceRules"][0] {
  return { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };
}

/** The lists of containers: the variable with the indices of GPU containers, and where the list is. */
const LISTS = [
  ["main", "containers", "object.spec.containers"],
  ["init", "initContainers", "object.spec.initContainers"],
] as const;

function variablesOf({ validated, gpuResources }: CheckedPolicy) {
  const items = validated.forOneDevice.map(itemOf);
  const indices = LISTS.map(([name, list, container]) => {
    const all = `lists.range(size(object.spec.?${list}.orValue([])))`;
    const expression = `${all}.filter(i, ${requestsGpu(`${container}[i]`, gpuResources)})`;
    return { name, expression };
  });
  return [{ name: "env", expression: `[${items.join(", ")}]` }, ...indices];
}

/** Maps, since a list of typed `Object.spec.containers.env{}` as a value panics (1.36.2). */
function itemOf({ name, value }: MpsEntry): string {
  return `{'name': ${quoted(name)}, 'value': ${quoted(value)}}`;
}

function mutation(patchOf: (variable: string, container: string) => string) {
  const patches = LISTS.map(([name, , container]) => patchOf(`variables.${name}`, container));
  return { patchType: "JSONPatch" as const, jsonPatch: { expression: patches.join(" + ") } };
}

function envPatch(
  indices: string,
  list: string,
  { validated }: CheckedPolicy,
  onConflict: "override" | "keep",
): string {
  const existing = `${list}[i].?env.orValue([])`;
  const env =
    onConflict === "keep"
      ? `dyn(${existing}) + dyn(variables.env.filter(v, !${existing}.exists(e, e.name == v.name)))`
      : overridden(existing, validated.forOneDevice, validated.noLimits);
  return `${indices}.map(i, JSONPatch{op: 'add', path: ${pointer(list)} + '/env', value: ${env}})`;
}

/** What is there and is not ours, then ours; an explicit "no limit" only in place of a limit. */
function overridden(
  existing: string,
  entries: readonly MpsEntry[],
  noLimits: readonly MpsEntry[],
): string {
  const names = listOf([...entries, ...noLimits].map(({ name }) => name));
  const lifted = noLimits.map((entry) => {
    const isThere = `${existing}.exists(e, e.name == ${quoted(entry.name)})`;
    return ` + dyn(${isThere} ? [${itemOf(entry)}] : [])`;
  });
  return `dyn(${existing}.filter(e, !(e.name in ${names}))) + dyn(variables.env)${lifted.join("")}`;
}

/** In one mutation: the server drops an empty `limits` between two. */
function limitsPatch(indices: string, list: string, { gpuResources }: CheckedPolicy): string {
  const limits = `${list}[i].resources.?limits.orValue({})`;
  const missing = `${list}[i].resources.?requests.orValue({}).filter(k, ${isGpu("k", gpuResources)} && !(k in ${limits}))`;
  const path = `${pointer(list)} + '/resources/limits`;
  return (
    `${indices}.filter(i, !${list}[i].resources.?limits.hasValue()).map(i, ` +
    `JSONPatch{op: 'add', path: ${path}', value: dyn({})}) + ` +
    `${indices}.map(i, ${missing}.map(k, JSONPatch{op: 'add', path: ${path}/' + ` +
    `jsonpatch.escapeKey(k), value: dyn(${list}[i].resources.requests[k])})).flatten()`
  );
}

/** The JSON Pointer of the container with index `i`. */
function pointer(list: string): string {
  return `${quoted(`${list.replace("object", "").replaceAll(".", "/")}/`)} + string(i)`;
}

function whatItCannot(onConflict: "override" | "keep"): Issue[] {
  return [
    lessThanWebhook(
      [],
      "only pods are changed, and GPUs by a resource claim or KAI's annotations are not seen",
    ),
    lessThanWebhook(
      ["onConflict"],
      onConflict === "keep"
        ? "an existing value is kept whatever it means, also one that CUDA ignores"
        : "a replaced variable moves to the end of env, without a warning for the user",
    ),
  ];
}
