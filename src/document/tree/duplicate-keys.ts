import type { LocatedEntry } from "./located.ts";
import { type YamlProblem, yamlProblem } from "./yaml-problem.ts";

/** A warning for each key of a map that stands above in it already. */
export function duplicateKeys(entries: readonly LocatedEntry[]): YamlProblem[] {
  const warnings: YamlProblem[] = [];
  const keys = new Set<string>();
  for (const { key, keyStart, merge } of entries) {
    if (merge) continue;
    if (keys.has(key)) {
      warnings.push(duplicateKey(key, keyStart));
    }
    keys.add(key);
  }
  return warnings;
}

/** The warning for a key that stands above in its map already. */
export function duplicateKey(key: string, offset: number): YamlProblem {
  return yamlProblem(
    "yaml/duplicate-key",
    offset,
    `the key ${JSON.stringify(key)} stands twice in one map: kubectl takes the last`,
    "remove one of them, since a strict server refuses both",
  );
}
