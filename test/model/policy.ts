import type { GpuSharingPolicyInput } from "kube-mps/policy";

/** A limit of one device: a number, no limit at all, or a value that is not known. */
export type ModelLimit = number | "none" | "unknown";

/** The limit that comes out, or the code of the one violation. */
export type ModelDecision = ModelLimit | `policy/${string}`;

type Field = "pinnedDeviceMemoryLimit" | "activeThreadPercentage";

/**
 * What policies that are all for a container make of the limit of one field, as DESIGN says it: without an
 * order, an index, or several devices.
 *
 * @param written - what the container has, and what is requested for it; `undefined` if it is absent
 */
export function modelDecision(
  field: Field,
  policies: readonly GpuSharingPolicyInput[],
  written: readonly (ModelLimit | undefined)[],
): ModelDecision {
  const specs = policies.map(({ spec }) => spec);
  const byPrecedence = [...policies].sort((a, b) => {
    const [one, other] = [a.spec.weight ?? 0, b.spec.weight ?? 0];
    if (one !== other) return other - one;
    return a.metadata.name > b.metadata.name ? 1 : -1;
  });
  const defaults = byPrecedence.map(({ spec }) => spec.default?.[field] as number | undefined);
  const limit = [...written, ...defaults].find((one) => one !== undefined) ?? "none";
  const bound = (side: "min" | "max") =>
    specs.flatMap((spec) => (spec[side]?.[field] as number | undefined) ?? []);
  const least = Math.max(...bound("min"), Number.NEGATIVE_INFINITY);
  const most = Math.min(...bound("max"), Number.POSITIVE_INFINITY);
  if (least > most) return "policy/contradiction";
  const size = typeof limit === "number" ? limit : Number.POSITIVE_INFINITY;
  const violated = specs.filter((spec) => {
    const min = spec.min?.[field] as number | undefined;
    const max = spec.max?.[field] as number | undefined;
    const isRequired = spec.require?.includes(field) === true;
    if (limit === "unknown") return min !== undefined || max !== undefined || isRequired;
    if (limit === "none") return max !== undefined || isRequired;
    return (min !== undefined && size < min) || (max !== undefined && size > max);
  });
  if (violated.length === 0) return limit;
  const actions = violated.map(({ onViolation }) => onViolation ?? "deny");
  const isRequired = violated.some((spec) => spec.require?.includes(field));
  const code =
    limit === "unknown"
      ? "policy/unknown-value"
      : limit === "none" && isRequired
        ? "policy/missing"
        : size > most
          ? "policy/above-max"
          : "policy/below-min";
  if (actions.includes("deny")) return code;
  if (!actions.includes("clamp")) return limit;
  const nearest = Math.max(least, Math.min(most, size));
  return limit === "unknown" || nearest === Number.POSITIVE_INFINITY ? code : nearest;
}
