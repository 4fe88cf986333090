import type { MpsConfigOptions } from "../options/inject-options.ts";
import { minMemoryOf } from "../options/min-memory.ts";
import type { Result } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { checkPolicy } from "./check-policy.ts";
import type { GpuSharingPolicy } from "./gpu-sharing-policy.ts";

/**
 * Validates a policy, when it is stored or in CI. `compilePolicies` validates again.
 *
 * Issues: `policy/type`, `policy/unknown-key`, `policy/value`, `policy/selector`, `policy/contradiction`,
 * and for limits those of `validateMpsConfig`; warnings: `policy/no-effect`, `policy/match-kinds`,
 * `memory/rounded`. Invalid options are `options/*`. Never throws.
 *
 * @param input - a {@link GpuSharingPolicyInput}: from a file, a database
 * @param options - any option of `injectGpuConfig`; only `minMemory` is used
 *
 * @example
 * ```ts
 * const result = validateGpuSharingPolicy(parse(await readFile("research.yaml", "utf8")));
 * if (!result.ok) console.error(result.issues.map(formatIssue).join("\n"));
 * ```
 */
export function validateGpuSharingPolicy(
  input: unknown,
  options?: MpsConfigOptions,
): Result<GpuSharingPolicy> {
  try {
    const minMemory = minMemoryOf(options);
    return minMemory.ok ? checkPolicy(input, minMemory.value) : minMemory;
  } catch (error) {
    return unreadable(error);
  }
}
