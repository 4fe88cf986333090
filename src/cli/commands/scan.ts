import type { YamlOptions } from "../../yaml/index.ts";
import { flagsFor, readOptionFlags } from "../args/option-flags.ts";
import { OUTPUT_FLAG, readOutputFlag } from "../args/output-flag.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import { ISSUES, OK } from "../exit-code.ts";
import { openSources } from "../files/open-sources.ts";
import type { Source } from "../files/source.ts";
import type { Io } from "../io.ts";
import { Progress, workOf } from "../progress.ts";
import type { Finding } from "../report/finding.ts";
import { findingsIn } from "../report/findings-in.ts";
import { SCAN_OUTPUTS } from "../scan/scan-outputs.ts";
import type { FoundUse, ScanReport } from "../scan/scan-report.ts";
import { scanSource } from "../scan/scan-source.ts";
import type { Command } from "./command.ts";

export const SCAN: Command = {
  help: {
    name: "scan",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Lists the containers that use a GPU, their limits, and what is wrong.",
    flags: [OUTPUT_FLAG, ...flagsFor("gpuResources", "kinds")],
    examples: [
      "kube-mps scan k8s/",
      "kubectl get deployments -A -o json | kube-mps scan - --output json",
    ],
  },
  run,
};

async function run(flags: ParsedFlags, io: Io): Promise<number> {
  const options = await readOptionFlags(flags, io.cwd);
  const opened = await openSources(flags, io);
  try {
    const report = await scanAll(opened.sources, options, io);
    await SCAN_OUTPUTS[readOutputFlag(flags)](report, io);
    return report.findings.some(({ severity }) => severity === "error") ? ISSUES : OK;
  } finally {
    await opened.close();
  }
}

async function scanAll(
  sources: readonly Source[],
  options: YamlOptions,
  io: Io,
): Promise<ScanReport> {
  const progress = new Progress(io, workOf(sources));
  const uses: FoundUse[] = [];
  const findings: Finding[] = [];
  let documents = 0;
  try {
    for (const source of sources) {
      const scanned = await scanSource(source, options, progress, io.signal);
      documents += scanned.documents;
      for (const use of scanned.uses) uses.push(use);
      findings.push(
        ...(await findingsIn(source, "warning", scanned.warnings)),
        ...(await findingsIn(source, "error", scanned.issues)),
      );
      progress.file();
    }
  } finally {
    await progress.clear();
  }
  return { files: sources.length, documents, uses, findings };
}
