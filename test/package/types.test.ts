import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { consumer, entries } from "./consumer.ts";

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** What a strict project sets, with nothing of Node, of the browser or of our dependencies in sight. */
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

describe("a strict TypeScript project", () => {
  it.each([
    { name: "esm", file: "main.mts", module: "NodeNext", moduleResolution: "NodeNext" },
    { name: "cjs", file: "main.cts", module: "NodeNext", moduleResolution: "NodeNext" },
    { name: "bundler", file: "main.ts", module: "ESNext", moduleResolution: "bundler" },
  ])("compiles as $name", ({ name, file, module, moduleResolution }) => {
    const folder = join(consumer, name);
    const compilerOptions = { ...strict, module, moduleResolution };
    mkdirSync(folder);
    writeFileSync(join(folder, file), usage);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: [file] }),
    );
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
    expect(stdout).toBe("");
  });
});
