import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KubernetesObjectLike } from "kube-mps";
import { parseAllDocuments } from "yaml";

/** A folder beside this file: manifests, and what becomes of them. */
export interface GoldenCase {
  /** `<group>-<kind>`, of the first manifest; `core` is the core group. */
  readonly name: string;
  readonly input: string;
  /** The very input where it is to be left alone. */
  readonly expected: string;
  readonly leftAlone: boolean;
}

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

export function goldenCases(): GoldenCase[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const input = readFileSync(`${FOLDER}${name}/input.yaml`, "utf8");
      const leftAlone = !existsSync(`${FOLDER}${name}/expected.yaml`);
      const expected = leftAlone ? input : readFileSync(`${FOLDER}${name}/expected.yaml`, "utf8");
      return { name, input, expected, leftAlone };
    });
}

export function objectsOf(text: string): KubernetesObjectLike[] {
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObjectLike);
}
