import type { FoundContainer } from "../find/find-containers.ts";
import type { Devices } from "../limits/stricter-limit.ts";
import { countVisible } from "../limits/visible-devices.ts";
import type { Settings } from "../options/compile-options.ts";

/**
 * Which devices a container sees.
 *
 * @param count - how many GPUs it requests; NaN if that cannot be told
 */
export function countDevices(
  { container, fields }: FoundContainer,
  count: number,
  settings: Settings,
): Devices {
  const visible = count > 1 ? countVisible(container[fields.env], count) : undefined;
  const isDevices = settings.options.gpuUnit === "device" && !Number.isNaN(visible);
  const seen = Math.min(count, visible || count);
  return { guaranteed: isDevices ? seen : 1, requested: seen };
}
