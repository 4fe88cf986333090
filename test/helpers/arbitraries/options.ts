import fc from "fast-check";
import type { ConflictPolicy, InjectOptions } from "kube-mps";

const POLICIES: readonly ConflictPolicy[] = ["override", "keep", "error", "tighten"];

/** Options that change what is written into a known kind. */
export const options = (): fc.Arbitrary<InjectOptions> =>
  fc.record(
    {
      onConflict: fc.constantFrom(...POLICIES),
      missingConfig: fc.constantFrom("error", "skip"),
      gpuUnit: fc.constantFrom("replica", "device"),
      resourceLimits: fc.constantFrom<InjectOptions["resourceLimits"]>(
        {},
        { "example.com/share": 1 },
        { "example.com/share": "2", "example.com/more": 3 },
      ),
    },
    { requiredKeys: [] },
  );
