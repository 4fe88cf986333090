import { checkConfig } from "../limits/check-config.ts";
import { limitValues, NO_LIMIT, pathOfLimit } from "../limits/limit-values.ts";
import type { MpsConfig } from "../limits/mps-config.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { BOUNDED, type PolicyBounds } from "./gpu-sharing-policy.ts";
import { formatLimit } from "./policy-rules.ts";

/** The limits of a policy. */
export interface PolicyLimits {
  default?: MpsConfig;
  min?: PolicyBounds;
  max?: PolicyBounds;
}

/** Checks the limits in the spec of a policy, as those of a config, then against each other. */
export function checkLimits(
  spec: UnknownObject,
  minMemory: number,
  issues: Issue[],
  warnings: Issue[],
): PolicyLimits {
  const limits: PolicyLimits = {};
  for (const name of ["default", "min", "max"] as const) {
    // What is not an object is a problem of the schema. An empty one says nothing.
    if (!isRecord(spec[name])) continue;
    const at = (issue: Issue): Issue => ({ ...issue, path: ["spec", name, ...issue.path] });
    const checked = checkConfig(spec[name], minMemory);
    warnings.push(...checked.warnings.map(at));
    if (checked.ok) {
      const { config } = checked.value;
      const wrong = name === "default" ? [] : notBounds(config);
      issues.push(...wrong.map(at));
      if (wrong.length === 0) limits[name] = config;
    } else issues.push(...checked.issues.filter(({ code }) => code !== "config/missing").map(at));
  }
  issues.push(...contradictions(limits));
  return limits;
}

function notBounds(config: MpsConfig): Issue[] {
  const hints: Partial<Record<keyof MpsConfig, string>> = {
    perDevicePinnedMemoryLimit: "write pinnedDeviceMemoryLimit: it holds for each device",
    clientPriority: "write it in default, or require it",
    ...(limitValues(config, "activeThreadPercentage").get("") === NO_LIMIT && {
      activeThreadPercentage: "write 1 to 99: 0 and 100 set no limit",
    }),
  };
  const keys = Object.keys(config) as (keyof MpsConfig)[];
  return keys
    .filter((key) => key in hints)
    .map((key) => newIssue("policy/value", [key], "is not a bound", hints[key], config[key]));
}

/** A minimum above the maximum, and defaults outside of either. */
function contradictions({ default: limits = {}, min = {}, max = {} }: PolicyLimits): Issue[] {
  const issues: Issue[] = [];
  const contradict = (path: readonly string[], message: string): void => {
    issues.push(newIssue("policy/contradiction", ["spec", ...path], message));
  };
  for (const field of BOUNDED) {
    const { [field]: least = 0 } = min;
    const { [field]: most = NO_LIMIT } = max;
    if (least > most) {
      contradict(["min", field], `above the maximum of ${formatLimit(field, most)}`);
      continue;
    }
    for (const [device, value] of limitValues(limits, field)) {
      const path = ["default", ...(pathOfLimit(field, device) as string[])];
      if (value < least) contradict(path, `below the minimum of ${formatLimit(field, least)}`);
      if (value > most) contradict(path, `above the maximum of ${formatLimit(field, most)}`);
    }
  }
  return issues;
}
