import { failOnFlag } from "../args/flag.ts";
import { flagsFor } from "../args/option-flags.ts";
import { findInputs } from "../input/find-inputs.ts";
import { readInputs } from "../input/read-inputs.ts";
import { POLICY_FLAG, readPolicies } from "../policies/read-policies.ts";
import type { Notice } from "../report/notice.ts";
import { grouped, plural } from "../report/plural.ts";
import type { LimitsState } from "../scan/limits-state.ts";
import { renderScan } from "../scan/scan-table.ts";
import { type ScannedContainer, ScannedInput } from "../scan/scanned-input.ts";
import type { Command, Report, Run } from "./command.ts";

export const SCAN: Command = {
  help: {
    name: "scan",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Lists GPU containers, their limits, and limits that do not hold.",
    flags: [
      POLICY_FLAG,
      failOnFlag("unlimited"),
      ...flagsFor("gpuResources", "kinds", "namespace"),
    ],
    examples: [
      "kube-mps scan k8s/ --fail-on unlimited",
      "kubectl get deployments -A -o json | kube-mps scan --output json",
    ],
  },
  run,
};

/** A GPU container without a limit that holds. */
function noticeOf({ file, line, column, kind, name, container, state }: ScannedContainer): Notice {
  const workload = `${kind ?? "?"}/${name ?? "?"}`;
  return {
    place: { file, line, column },
    message: `${workload}: container ${container ?? "?"} uses a GPU; limits: ${state}`,
  };
}

/** States of containers that may well have a limit. */
const HAS_LIMIT: ReadonlySet<LimitsState> = new Set(["written", "unknown"]);

async function run(run: Run): Promise<Report> {
  const { flags, io } = run;
  const policies = (await readPolicies(run))?.set;
  const inputs = await findInputs(flags.operands, io);
  const scanned = await readInputs(inputs, run, (input) => new ScannedInput(input, run, policies));
  const containers = scanned.flatMap((one) => one.containers);
  const documents = scanned.reduce((sum, one) => sum + one.documents, 0);
  const without = containers.filter(
    ({ state, skip }) => !HAS_LIMIT.has(state) && skip === undefined,
  );
  const found =
    containers.length === 0 ? "no GPU container" : plural(containers.length, "GPU container");
  const note =
    without.length === 0 ? "" : `; ${grouped(without.length)} without a limit that holds`;
  return {
    json: { files: inputs.length, documents, containers },
    text: renderScan(containers, io.stdout.colors),
    notices: without.map(noticeOf),
    failures: new Set(without.length > 0 ? ["unlimited"] : []),
    summary: `${found} in ${plural(documents, "document")} of ${plural(inputs.length, "file")}${note}`,
  };
}
