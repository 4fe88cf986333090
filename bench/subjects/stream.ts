import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Subject, scaled } from "../harness/subject.ts";
import { digits } from "../harness/timing-table.ts";

interface StreamReport {
  readonly bytes: number;
  readonly seconds: number;
  readonly peak: number;
  readonly before: number;
}

/** The memory that a long stream needs. */
export const stream: Subject = {
  name: "stream",
  measure(settings) {
    const program = fileURLToPath(new URL("stream-process.js", import.meta.url));
    const args = [program, String(scaled(settings, 1e9, 1e7)), String(settings.seed)];
    const report: StreamReport = JSON.parse(
      execFileSync(process.execPath, args, { encoding: "utf8" }),
    );
    const peak = report.peak / 1e6;
    const row = [
      "injectYamlStream, 1 document in 10 with a GPU",
      digits(report.bytes / 1e6),
      digits(report.bytes / 1e6 / report.seconds),
      digits(report.before / 1e6),
      digits(peak),
    ];
    return {
      tables: [
        {
          title: "A long stream",
          about: "Resident memory of the whole process, including Node and the source text.",
          columns: ["stream", "MB", "MB/s", "MB of memory before", "MB of peak memory"],
          rows: [row],
        },
      ],
      verdicts: [
        {
          work: "stream of 1 GB",
          against: "peak memory",
          wanted: { sense: "at most", value: 150, unit: "MB" },
          measured: { median: peak, low: peak, high: peak },
        },
      ],
    };
  },
};
