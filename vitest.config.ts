import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));
const minutes = (count: number) => ({ testTimeout: count * 60_000, hookTimeout: count * 60_000 });

export default defineConfig({
  // Tests import the package by its name, as users do, and get the source.
  resolve: {
    alias: [
      { find: /^kube-mps$/, replacement: source("index.ts") },
      { find: /^kube-mps\/(\w+)$/, replacement: source("$1/index.ts") },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{unit,properties,golden}/**/*.test.ts"],
          setupFiles: "test/helpers/rethrow-unreadable.ts",
          // Properties run many times over, and machines are busy.
          ...minutes(1),
        },
      },
      {
        extends: true,
        test: { name: "hostile", include: ["test/hostile/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["test/types/**/*.test-d.ts"],
            tsconfig: "test/types/tsconfig.json",
          },
        },
      },
      {
        extends: true,
        test: {
          name: "corpus",
          include: ["test/{corpus,readings}/**/*.test.ts"],
          ...minutes(2),
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          globalSetup: "test/package/install.ts",
          ...minutes(5),
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "test/e2e/say-skipped.ts",
          ...minutes(2),
        },
      },
    ],
    // In CI every run leaves a report, which .ci/count.mjs adds up.
    reporters: process.env["CI"] ? ["default", "json"] : ["default"],
    outputFile: { json: `reports/tests-${process.pid}.json` },
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/cli/main.ts"],
      reporter: ["text-summary", "html", "json-summary"],
      thresholds: { branches: 95, functions: 95, lines: 95, statements: 95 },
    },
  },
});
