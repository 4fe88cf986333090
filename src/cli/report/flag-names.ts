/** Options of the library, by the names that people at a command line know. */
const FLAG_NAMES: Readonly<Record<string, string>> = {
  carriers: "--carriers",
  countMeans: "--count-means",
  gpuResources: "--gpu-resource",
  maxDocumentLength: "--max-document",
  minMemory: "--min-memory",
  missingConfig: "--missing-config",
  onConflict: "--on-conflict",
  resourceLimits: "--resource-limit",
  unknownKinds: "--unknown-kinds",
};

const NAMES = new RegExp(`\\b(?:${Object.keys(FLAG_NAMES).join("|")})\\b`, "g");

/** A hint for the command line: `set --on-conflict to "keep"`. */
export function withFlagNames(hint: string): string {
  return hint.replaceAll(NAMES, (name) => FLAG_NAMES[name] ?? name);
}
