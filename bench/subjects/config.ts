import { execFileSync } from "node:child_process";
import { type MpsConfigInput, validateMpsConfig } from "kube-mps";
import { compare, consume } from "../harness/compare.ts";
import { median } from "../harness/statistics.ts";
import { effort, type Subject } from "../harness/subject.ts";
import { digits, timingTable } from "../harness/timing-table.ts";
import { CONFIG, INPUT } from "../inputs/limits.ts";

const CASES: readonly (readonly [name: string, input: unknown])[] = [
  ["as written", INPUT],
  ["already validated", CONFIG],
  ["one limit for each of 8 devices", eightDevices()],
  ["four mistakes", { pinnedDeviceMemoryLimit: "1GB", threads: 1, clientPriority: 3, devices: [] }],
];

const BATCH = 1_000;

/** The first validation in a process, after the library is loaded. */
const FIRST_CALL = `
  import { validateMpsConfig } from "kube-mps";
  const start = performance.now();
  validateMpsConfig(${JSON.stringify(INPUT)});
  console.log(performance.now() - start);
`;

/** Validation of a config: the first in a process, and repeated. */
export const config: Subject = {
  name: "config",
  measure(settings) {
    const engines = CASES.map(([name, input]) => ({
      name,
      run: () => {
        for (let count = 0; count < BATCH; count++) consume(validateMpsConfig(input));
        return BATCH;
      },
    }));
    const timings = compare(engines, effort(settings, 21), settings.seed);
    const first = Array.from({ length: effort(settings, 9).rounds }, () =>
      Number(execFileSync(process.execPath, ["--input-type=module", "-e", FIRST_CALL])),
    );
    const table = timingTable("Validation of a config", timings, { unit: "us", of: "one call" });
    const about = `The first call in a process takes ${digits(median(first))} ms.`;
    return { tables: [{ ...table, about }], verdicts: [] };
  },
};

function eightDevices(): MpsConfigInput {
  const devices = Array.from({ length: 8 }, (_, index) => [String(index), `${index + 1}Gi`]);
  return { perDevicePinnedMemoryLimit: Object.fromEntries(devices) };
}
