/**
 * Every option of the core, whichever function reads it: one object of options may serve them all.
 */
export const OPTION_NAMES: readonly string[] = [
  "gpuResources",
  "carriers",
  "unknownKinds",
  "onConflict",
  "missingConfig",
  "countMeans",
  "resourceLimits",
  "optOut",
  "minMemory",
];
