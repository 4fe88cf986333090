import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** Runs the tests of one part; properties run a few times, from a fixed seed. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: base.resolve ?? {},
  test: {
    include: process.env["KUBE_MPS_MUTATION_TESTS"]?.split(" ") ?? [],
    setupFiles: "test/helpers/rethrow-unreadable.ts",
    testTimeout: 60_000,
    env: { KUBE_MPS_SEED: "1", KUBE_MPS_RUNS: "0.1" },
  },
});
