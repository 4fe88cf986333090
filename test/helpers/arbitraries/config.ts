import fc from "fast-check";
import type { MpsConfig } from "kube-mps";

const mebibytes = (): fc.Arbitrary<number> =>
  fc.constantFrom(512, 600, 1024, 4096).map((count) => count * 2 ** 20);

/** A canonical config, which `validateMpsConfig` returns unchanged. */
export const config = (): fc.Arbitrary<MpsConfig> =>
  fc
    .record<MpsConfig>(
      {
        activeThreadPercentage: fc.constantFrom(0, 1, 30, 50, 100),
        pinnedDeviceMemoryLimit: mebibytes(),
        perDevicePinnedMemoryLimit: fc.oneof(
          { weight: 3, arbitrary: fc.record({ "0": mebibytes() }) },
          { weight: 1, arbitrary: fc.record({ "0": mebibytes(), "1": mebibytes() }) },
        ),
        clientPriority: fc.constantFrom(0, 1),
      },
      { requiredKeys: [] },
    )
    .filter((fields) => Object.keys(fields).length > 0);
