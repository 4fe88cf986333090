import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { consumer, entries } from "./consumer.ts";
import { commandOf } from "./npm-package.ts";

/** The settings of a strict project, without the types of Node, browsers or dependencies. */
const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  noEmit: true,
  target: "ES2022",
  lib: ["ES2022"],
  types: [],
};

const everyEntry = entries
  .map((entry, index) => `import * as entry${index} from "${entry}";\nexport { entry${index} };\n`)
  .join("");

const usage = `${everyEntry}
import { type Injection, injectGpuConfig, type MpsConfig, unwrap, validateMpsConfig } from "kube-mps";
const config: MpsConfig = unwrap(validateMpsConfig({ activeThreadPercentage: 50 }));
const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [] } };
export const injection: Injection<typeof pod> = unwrap(injectGpuConfig(pod, config));
`;

const PROJECTS = [
  { name: "esm", file: "main.mts", module: "NodeNext", moduleResolution: "NodeNext" },
  { name: "cjs", file: "main.cts", module: "NodeNext", moduleResolution: "NodeNext" },
  { name: "bundler", file: "main.ts", module: "ESNext", moduleResolution: "bundler" },
];

/** Writes a project into a folder of its own, and returns the folder. */
function write({ name, file, module, moduleResolution }: (typeof PROJECTS)[number]): string {
  const folder = join(consumer, name);
  const compilerOptions = { ...strict, module, moduleResolution };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), usage);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
  return folder;
}

describe("a strict TypeScript project compiles", () => {
  // The oldest that docs/getting-started.md promises, our own, and the newest.
  it.for(["5.0", "6.0", "7"])("with TypeScript %s", (version, context) => {
    const tsc = commandOf(`typescript@${version}`, "tsc", context);
    const errors = PROJECTS.map((project) => tsc("-p", write(project)).stdout);
    expect(errors).toEqual(["", "", ""]);
  });
});
