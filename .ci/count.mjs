// Adds up the reports that Vitest wrote, one for each time it ran.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const reports = existsSync("reports")
  ? readdirSync("reports").filter((name) => /^tests-\d+\.json$/.test(name))
  : [];

let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of reports) {
  const report = JSON.parse(readFileSync(`reports/${name}`, "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that could not even be loaded has no tests to count, but must not pass for none failed.
  failed += report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
