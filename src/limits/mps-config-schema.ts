import type { MpsConfig, MpsConfigInput } from "./mps-config.ts";
import type { StandardSchemaV1 } from "./standard-schema.ts";
import { validateMpsConfig } from "./validate-mps-config.ts";

/**
 * `validateMpsConfig` as a Standard Schema, for form libraries, API routers, tRPC, Hono. Its issues are
 * ours, with `code` and `hint`.
 *
 * @example
 * ```ts
 * const result = mpsConfigSchema["~standard"].validate({ activeThreadPercentage: 50 });
 * ```
 */
export const mpsConfigSchema: StandardSchemaV1<MpsConfigInput, MpsConfig> = {
  "~standard": {
    version: 1,
    vendor: "kube-mps",
    validate(value) {
      const result = validateMpsConfig(value);
      return result.ok ? { value: result.value } : { issues: result.issues };
    },
  },
};
