import { execFileSync } from "node:child_process";
import { compare } from "../harness/compare.ts";
import { effort, type Subject } from "../harness/subject.ts";
import { digits, range } from "../harness/timing-table.ts";

const PROGRAMS = {
  "an empty program": "",
  'import "kube-mps"': 'import "kube-mps"',
  'import "kube-mps/yaml"': 'import "kube-mps/yaml"',
  'import "kube-mps/admission"': 'import "kube-mps/admission"',
} as const;

/** The time that importing an entry adds to the start of Node. */
export const startup: Subject = {
  name: "startup",
  measure(settings) {
    const engines = Object.entries(PROGRAMS).map(([name, program]) => ({
      name,
      run: () => {
        execFileSync(process.execPath, ["--input-type=module", "-e", program]);
        return 1;
      },
    }));
    const timings = compare(engines, effort(settings, 21, 0), settings.seed);
    const empty = timings[0]?.seconds.median ?? Number.NaN;
    const table = {
      title: "Start of a process",
      columns: ["program", "ms", "quartiles", "ms more than an empty program"],
      rows: timings.map(({ name, seconds }) => {
        const { median, low, high } = seconds;
        const over = name === "an empty program" ? "" : digits((median - empty) * 1e3);
        return [name, digits(median * 1e3), range({ low: low * 1e3, high: high * 1e3 }), over];
      }),
    };
    return { tables: [table], verdicts: [] };
  },
};
