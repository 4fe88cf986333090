import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { invisibleLimits } from "./device-limits.ts";
import type { MpsConfig } from "./mps-config.ts";

/** One issue for each ordinal that no visible device has. */
export function outOfRange(config: MpsConfig, devices: number): Issue[] {
  const names = devices === 1 ? 'device "0" alone' : `"0" to "${devices - 1}"`;
  return invisibleLimits(config, devices).map(([ordinal, limit]) =>
    newIssue(
      "device/out-of-range",
      ["perDevicePinnedMemoryLimit", ordinal],
      `device ${ordinal} is not among the ${devices} the container is sure to see`,
      `name ${names}: where one invisible device is named, CUDA drops every limit`,
      limit,
    ),
  );
}
