import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KubernetesObjectLike } from "kube-mps";
import { parseAllDocuments } from "yaml";

/** A folder next to this file: manifests, and the same with limits. */
export interface GoldenCase {
  /** `<group>-<kind>` of the first manifest; `core` is the core group. */
  readonly name: string;
  readonly input: string;
  /** The input itself if its kind is skipped. */
  readonly expected: string;
  readonly isSkipped: boolean;
}

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

export function goldenCases(): GoldenCase[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const input = readFileSync(`${FOLDER}${name}/input.yaml`, "utf8");
      const isSkipped = !existsSync(`${FOLDER}${name}/expected.yaml`);
      const expected = isSkipped ? input : readFileSync(`${FOLDER}${name}/expected.yaml`, "utf8");
      return { name, input, expected, isSkipped };
    });
}

export function objectsOf(text: string): KubernetesObjectLike[] {
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObjectLike);
}
