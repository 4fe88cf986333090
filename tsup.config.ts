import { readFileSync, writeFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { configJsonSchema, policyJsonSchema } from "./.ci/json-schemas.ts";

/** What dist/cli.js holds of others: their licenses ask to come along. */
const bundled = ["fdir", "picocolors", "picomatch", "tinyglobby", "valibot", "yaml"];

function writeLicenses(): void {
  const licenses = bundled.map((name) => {
    const file = name === "valibot" ? "LICENSE.md" : "LICENSE";
    return `${name}\n\n${readFileSync(`node_modules/${name}/${file}`, "utf8").trim()}\n`;
  });
  writeFileSync("dist/cli-licenses.txt", licenses.join("\n---\n\n"));
}

function writeSchemas(): void {
  const write = (name: string, schema: object) =>
    writeFileSync(`dist/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
  write("schema.json", configJsonSchema());
  write("policy.schema.json", policyJsonSchema());
}

export default defineConfig([
  {
    entry: {
      index: "src/index.ts",
      yaml: "src/yaml/index.ts",
      admission: "src/admission/index.ts",
      explain: "src/explain/index.ts",
      policy: "src/policy/index.ts",
      dialects: "src/dialects/index.ts",
      capacity: "src/capacity/index.ts",
    },
    format: ["esm", "cjs"],
    target: "es2022",
    splitting: true, // one copy of a class, whichever entries a program loads
    treeshake: true,
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
    onSuccess: async () => writeSchemas(),
  },
  {
    entry: { cli: "src/cli/main.ts" },
    format: ["esm"],
    target: "es2022",
    platform: "node",
    removeNodeProtocol: false,
    splitting: true, // a command that is loaded on demand is a file of its own
    minify: true, // 3 ms of start-up
    // Few files start in two thirds of the time that the many files of `yaml` take.
    noExternal: ["valibot", "yaml"],
    esbuildOptions(options) {
      // The same source as modules, of which what is not used is left out.
      options.chunkNames = "cli/[name]-[hash]";
      options.alias = { yaml: "./node_modules/yaml/browser/index.js" };
    },
    onSuccess: async () => writeLicenses(),
  },
]);
