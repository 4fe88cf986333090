import { readFileSync, writeFileSync } from "node:fs";
import { defineConfig } from "tsup";

/** What dist/cli.js holds of others: their licences ask to come along. */
const bundled = ["diff", "fdir", "picocolors", "picomatch", "tinyglobby"];

function writeLicenses(): void {
  const licenses = bundled.map(
    (name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`,
  );
  writeFileSync("dist/cli-licenses.txt", licenses.join("\n---\n\n"));
}

export default defineConfig([
  {
    entry: {
      index: "src/index.ts",
      yaml: "src/yaml/index.ts",
      admission: "src/admission/index.ts",
    },
    format: ["esm", "cjs"],
    target: "es2022",
    splitting: true, // one copy of a class, whichever entries a program loads
    treeshake: true,
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  },
  {
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    target: "es2022",
    platform: "node",
    removeNodeProtocol: false,
    onSuccess: async () => writeLicenses(),
  },
]);
