import {
  type DaemonLimits,
  diagnose,
  type Observations,
  parseObservations,
} from "../../explain/index.ts";
import type { Run } from "../commands/command.ts";
import { findInputs } from "../input/find-inputs.ts";
import { placeIn } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";

/** In UTF-16 units: the library reads less. */
const LARGEST = 8_000_000;

/** What was seen of a node. */
interface Observed {
  /** Present if an MPS daemon answered. */
  readonly daemon: DaemonLimits | undefined;
  readonly json: Observations;
}

/** Reads pasted output, in any number of files, and reports what it shows. */
export async function readObservations({ flags, findings, io }: Run): Promise<Observed> {
  const names = flags.all("observations");
  const lists: Record<string, unknown> = {};
  for (const input of names.length === 0 ? [] : await findInputs(names, io)) {
    let text = "";
    try {
      for await (const chunk of input.read(io)) {
        text += chunk;
        if (text.length > LARGEST) break;
      }
    } catch (error) {
      if (!(error instanceof IssuesError)) throw error;
      findings.addAll(error.findings);
      continue;
    }
    const read = parseObservations(text);
    findings.addIssues("warning", read.warnings, ({ position }) =>
      placeIn(input.name, text, position),
    );
    for (const [key, value] of Object.entries(read.ok ? read.value : {})) {
      const before = lists[key];
      lists[key] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
    }
  }
  const json: Observations = lists;
  const found = diagnose(json);
  for (const { evidence, container: _, ...issue } of found.ok ? found.value : []) {
    const shown = { ...issue, received: evidence.map(({ text }) => text).join("; ") };
    findings.add("warning", shown, { file: names.join(", ") });
  }
  const { threads, memoryLimit, clients, servers, clientPids } = json;
  const answers = [threads, memoryLimit, clients, servers, clientPids];
  const memoryMiB = memoryLimit?.memoryMiB;
  return {
    daemon: answers.every((one) => one === undefined) ? undefined : { threads, memoryMiB },
    json,
  };
}
