import { flagsFor } from "../args/option-flags.ts";
import { findInputs } from "../input/find-inputs.ts";
import { readInputs } from "../input/read-inputs.ts";
import { grouped, plural } from "../report/plural.ts";
import { renderScan } from "../scan/scan-table.ts";
import { ScannedInput } from "../scan/scanned-input.ts";
import type { Command, Report, Run } from "./command.ts";

export const SCAN: Command = {
  help: {
    name: "scan",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Lists GPU containers, their limits, and limits that do not hold.",
    flags: flagsFor("gpuResources", "kinds"),
    examples: [
      "kube-mps scan k8s/",
      "kubectl get deployments -A -o json | kube-mps scan --output json",
    ],
  },
  run,
};

async function run(run: Run): Promise<Report> {
  const { flags, io } = run;
  const inputs = await findInputs(flags.operands, io);
  const scanned = await readInputs(inputs, run, (input) => new ScannedInput(input, run));
  const containers = scanned.flatMap((one) => one.containers);
  const documents = scanned.reduce((sum, one) => sum + one.documents, 0);
  const unlimited = containers.filter(({ limited, reason }) => !limited && reason === undefined);
  const found =
    containers.length === 0 ? "no GPU container" : plural(containers.length, "GPU container");
  const without = unlimited.length === 0 ? "" : `; ${grouped(unlimited.length)} without a limit`;
  return {
    json: { files: inputs.length, documents, containers },
    text: renderScan(containers, io.stdout.colors),
    summary: `${found} in ${plural(documents, "document")} of ${plural(inputs.length, "file")}${without}`,
  };
}
