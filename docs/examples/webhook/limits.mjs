// Where limits come from: a file with those of each namespace.
import { validateMpsConfig } from "kube-mps";

/**
 * Reads `{ "<namespace>": <MPS config>, "*": <for all others> }`. Nothing of it is used unless all of it
 * is valid.
 *
 * With policies (`kube-mps/policy`) in the file, this is `compilePolicies(policies)`, and `resolve`
 * returns the `limits` of their set: a function that finds the limits of each container.
 *
 * @param {string} text JSON
 * @param {string} missingHint what the owner of a Pod can do if there are no limits for its namespace
 * @returns {import("kube-mps").Result<import("kube-mps/admission").ResolveLimits>}
 */
export function readLimits(text, missingHint) {
  let file;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return failure(`the file must be JSON: ${error}`);
  }
  if (typeof file !== "object" || file === null || Array.isArray(file)) {
    return failure("the file must be an object with a config for each namespace");
  }
  /** @type {Map<string, import("kube-mps").MpsConfig>} */
  const limits = new Map();
  const issues = [];
  const warnings = [];
  for (const [namespace, input] of Object.entries(file)) {
    const result = validateMpsConfig(input);
    if (result.ok) limits.set(namespace, result.value);
    else issues.push(...result.issues.map((issue) => within(namespace, issue)));
    warnings.push(...result.warnings.map((issue) => within(namespace, issue)));
  }
  const [first, ...others] = issues;
  if (first !== undefined) return { ok: false, issues: [first, ...others], warnings };
  return {
    ok: true,
    value: ({ namespace = "" }) =>
      limits.get(namespace) ?? limits.get("*") ?? (() => missing(namespace, missingHint)),
    warnings,
  };
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
