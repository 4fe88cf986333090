import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A text, and what Kubernetes reads in it: its documents as JSON, or the error it refuses it with. */
export interface Reading {
  /** How the text was made: `flow`, `block`, `pod`, `grammar` or `mutated`. */
  readonly what: string;
  readonly text: string;
  readonly documents?: readonly unknown[];
  readonly error?: string;
}

/** All readings of a folder, and a fingerprint by which a list of known failures names its set. */
export interface ReadingSet {
  readonly fingerprint: string;
  readonly readings: readonly Reading[];
}

export function readReadings(folder: string): ReadingSet {
  const lines = gunzipSync(readFileSync(join(folder, "readings.jsonl.gz"))).toString("utf8");
  return {
    fingerprint: createHash("sha256").update(lines).digest("hex").slice(0, 16),
    readings: lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Reading),
  };
}
