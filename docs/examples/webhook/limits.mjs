// Where limits come from: a file with those of each namespace, and policies, if there are any.
import { validateMpsConfig } from "kube-mps";
import { compilePolicies } from "kube-mps/policy";

/**
 * Reads the limits, `{ "<namespace>": <MPS config>, "*": <for all others> }`, and a list of policies.
 * Nothing of it is used unless all of it is valid.
 *
 * Without policies, a container gets the limits of its namespace. With some, it may bring its own, within
 * their bounds; what it does not bring comes from its namespace, then from the default of a policy.
 *
 * @param {{ limits: string, policies?: string | undefined }} files JSON
 * @param {string} missingHint what the owner of a Pod can do if there are no limits for it
 * @returns {import("kube-mps").Result<import("kube-mps/admission").ResolveLimits>}
 */
export function readLimits(files, missingHint) {
  const namespaces = readNamespaces(files.limits);
  if (!namespaces.ok) return namespaces;
  const limitsIn = namespaces.value;
  if (files.policies === undefined) {
    return {
      ...namespaces,
      value: ({ namespace = "" }) => limitsIn(namespace) ?? (() => missing(namespace, missingHint)),
    };
  }
  const policies = parseJson(files.policies);
  if (!policies.ok) return policies;
  const compiled = compilePolicies(/** @type {unknown[]} */ (policies.value), {
    requested: ({ workload }) => limitsIn(workload.namespace ?? ""),
  });
  const warnings = [...namespaces.warnings, ...compiled.warnings];
  if (!compiled.ok) return { ...compiled, warnings };
  const { decide } = compiled.value;
  return {
    ok: true,
    value:
      ({ namespace = "" }) =>
      (container) => {
        const decision = decide(container);
        return decision.ok && decision.value.config === undefined
          ? missing(namespace, missingHint)
          : decision;
      },
    warnings,
  };
}

/**
 * @param {string} text
 * @returns {import("kube-mps").Result<(namespace: string) => import("kube-mps").MpsConfig | undefined>}
 */
function readNamespaces(text) {
  const file = parseJson(text);
  if (!file.ok) return file;
  if (typeof file.value !== "object" || file.value === null || Array.isArray(file.value)) {
    return failure("the limits must be an object with a config for each namespace");
  }
  /** @type {Map<string, import("kube-mps").MpsConfig>} */
  const limits = new Map();
  const issues = [];
  const warnings = [];
  for (const [namespace, input] of Object.entries(file.value)) {
    const result = validateMpsConfig(input);
    if (result.ok) limits.set(namespace, result.value);
    else issues.push(...result.issues.map((issue) => within(namespace, issue)));
    warnings.push(...result.warnings.map((issue) => within(namespace, issue)));
  }
  const [first, ...others] = issues;
  if (first !== undefined) return { ok: false, issues: [first, ...others], warnings };
  return { ok: true, value: (namespace) => limits.get(namespace) ?? limits.get("*"), warnings };
}

/**
 * @param {string} text
 * @returns {import("kube-mps").Result<unknown>}
 */
function parseJson(text) {
  try {
    return { ok: true, value: JSON.parse(text), warnings: [] };
  } catch (error) {
    return failure(`the file must be JSON: ${error}`);
  }
}

/**
 * The usual hint of `config/missing` is for who calls the library: the owner of a Pod can add no limits.
 * @param {string} namespace
 * @param {string} hint
 * @returns {import("kube-mps").Result<never>}
 */
function missing(namespace, hint) {
  const message = `namespace "${namespace}" has no MPS limits, which a container with a GPU needs`;
  const issue = { code: /** @type {const} */ ("config/missing"), path: [], message, hint };
  return { ok: false, issues: [issue], warnings: [] };
}

/**
 * @param {string} message
 * @returns {import("kube-mps").Result<never>}
 */
function failure(message) {
  const issue = { code: /** @type {const} */ ("config/type"), path: [], message };
  return { ok: false, issues: [issue], warnings: [] };
}

/**
 * @param {string} namespace
 * @param {import("kube-mps").Issue} issue
 */
const within = (namespace, issue) => ({ ...issue, path: [namespace, ...issue.path] });
