import type { MpsConfigOptions } from "../options/inject-options.ts";
import type { Issue } from "../result/issue.ts";
import type { MpsConfig, MpsConfigInput } from "./mps-config.ts";
import type { MpsConfigRecord } from "./mps-config-record.ts";
import type { StandardIssue, StandardSchemaV1 } from "./standard-schema.ts";
import { validateMpsConfig } from "./validate-mps-config.ts";

/**
 * `validateMpsConfig` as a Standard Schema, for form libraries, API routers, tRPC, Hono. Its issues are
 * ours, with the hint in the message, which is all that a form shows.
 *
 * @param options - any option of `injectGpuConfig`; only `minMemory` is used. Invalid ones are issues of
 * every validation (`options/*`).
 *
 * @example
 * ```ts
 * const schema = createMpsConfigSchema({ minMemory: "1Gi" });
 * const result = schema["~standard"].validate({ pinnedDeviceMemoryLimit: "4Gi" });
 * ```
 */
export function createMpsConfigSchema(
  options?: MpsConfigOptions,
): StandardSchemaV1<MpsConfigInput | MpsConfigRecord, MpsConfig> {
  return {
    "~standard": {
      version: 1,
      vendor: "kube-mps",
      validate(value) {
        const result = validateMpsConfig(value, options);
        return result.ok ? { value: result.value } : { issues: result.issues.map(withHint) };
      },
    },
  };
}

/** {@link createMpsConfigSchema} with the default options. */
export const mpsConfigSchema: StandardSchemaV1<MpsConfigInput | MpsConfigRecord, MpsConfig> =
  /* @__PURE__ */ createMpsConfigSchema();

function withHint(issue: Issue): StandardIssue & Issue {
  const { message, hint } = issue;
  return hint === undefined ? issue : { ...issue, message: `${message}; ${hint}` };
}
