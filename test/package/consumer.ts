import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** The folder in which the packed package is installed. */
export const consumer: string = inject("consumer");

/** The folder of the installed package itself. */
export const installed: string = join(consumer, "node_modules", "kube-mps");

interface Conditions {
  types: string;
  default: string;
}

interface Manifest {
  exports: Record<string, string | { import: Conditions; require: Conditions }>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  scripts: Record<string, string>;
}

/** The package.json that users get. */
export const manifest: Manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

/** What users import: `kube-mps`, `kube-mps/yaml`, ... */
export const entries: readonly string[] = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target !== "string")
  .map(([subpath]) => subpath.replace(".", "kube-mps"));
