import { type Issue, newIssue } from "../result/issue.ts";
import { invisibleLimits } from "./mps-entries.ts";
import type { ValidatedConfig } from "./validated-config.ts";

/** An issue for each limit of a config whose device may not be visible. */
export function outOfRange({ config, root }: ValidatedConfig, devices: number): Issue[] {
  const guaranteed = devices === 1 ? "only 1 device is" : `only ${devices} devices are`;
  const names = devices === 1 ? 'device "0" only' : `devices "0" to "${devices - 1}" only`;
  return invisibleLimits(config, devices).map(([ordinal, limit]) =>
    newIssue(
      "device/out-of-range",
      [...root, "perDevicePinnedMemoryLimit", ordinal],
      `device ${ordinal} may not be visible: ${guaranteed} guaranteed`,
      `name ${names}: CUDA drops every limit if one names an invisible device`,
      limit,
    ),
  );
}
