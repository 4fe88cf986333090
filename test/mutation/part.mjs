/**
 * The settings of Stryker for one part of the library. Its tests are passed to `vitest.config.ts` by an
 * environment variable, which the processes of Stryker inherit.
 *
 * @param {string} name
 * @param {string[]} mutate patterns of the files to mutate
 * @param {string[]} tests patterns of the tests that must fail for a mutant
 * @returns {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export function part(name, mutate, tests) {
  process.env["KUBE_MPS_MUTATION_TESTS"] = tests.join(" ");
  return {
    plugins: ["@stryker-mutator/vitest-runner"],
    testRunner: "vitest",
    vitest: { configFile: "test/mutation/vitest.config.ts" },
    mutate,
    ignoreStatic: true,
    ignorePatterns: ["/bench", "/coverage", "/dist", "/docs/api", "/reports"],
    incremental: true,
    incrementalFile: `reports/mutation/${name}.json`,
    concurrency: 2,
    timeoutMS: 10_000,
    tempDirName: "reports/mutation/sandboxes",
    reporters: ["clear-text", "html", "progress-append-only"],
    clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    thresholds: { high: 90, low: 85, break: null },
  };
}
