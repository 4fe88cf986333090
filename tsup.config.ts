import { defineConfig } from "tsup";

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
  },
]);
