import { defineConfig } from "tsup";

/** Compiles the benches. The package stays outside and is loaded as users load it. */
export default defineConfig({
  entry: {
    main: "bench/main.ts",
    smoke: "bench/smoke.ts",
    "subject-process": "bench/harness/subject-process.ts",
    "admission-load": "bench/admission-load.ts",
    "stream-process": "bench/subjects/stream-process.ts",
  },
  outDir: "bench/dist",
  format: "esm",
  target: "node20",
  skipNodeModulesBundle: true,
  removeNodeProtocol: false,
  clean: true,
  silent: true,
});
