import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import { invisibleOrdinals } from "./device-limits.ts";
import type { MpsConfig } from "./mps-config.ts";

/** One issue for each ordinal that no visible device has. */
export function outOfRange(config: MpsConfig, devices: number): Issue[] {
  return invisibleOrdinals(config, devices).map((ordinal) => ({
    code: "device/out-of-range",
    path: ["perDevicePinnedMemoryLimit", ordinal],
    message: `device ${ordinal} is not among the ${devices} the container is sure to see`,
    hint:
      devices === 1
        ? 'name device "0" alone: where one invisible device is named, CUDA drops every limit'
        : `name "0" to "${devices - 1}": where one invisible device is named, CUDA drops every limit`,
    received: received(config.perDevicePinnedMemoryLimit?.[ordinal]),
  }));
}
