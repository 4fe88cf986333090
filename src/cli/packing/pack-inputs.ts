import {
  demandsOf,
  type GpuDemand,
  type GpuNode,
  packDemands,
  readGpuNodes,
} from "../../capacity/index.ts";
import type { Issue } from "../../result/issue.ts";
import { coreOptions } from "../args/option-flags.ts";
import type { Report, Run } from "../commands/command.ts";
import type { InputObject } from "../input/object-reader.ts";
import { readObjects } from "../input/read-objects.ts";
import { plural } from "../report/plural.ts";
import { UsageError } from "../usage-error.ts";
import { renderCards } from "./card-table.ts";

/** Places the workloads among the inputs on the cards of the nodes among them. */
export async function packInputs(run: Run): Promise<Report> {
  const { flags, io } = run;
  const limits = {
    reserveMiB: flags.number("reserve"),
    threadFactor: flags.number("thread-factor"),
  };
  const checked = packDemands([], [], limits);
  if (!checked.ok) {
    const [{ path, message, received }] = checked.issues;
    const flag = path[0] === "reserveMiB" ? "reserve" : "thread-factor";
    throw new UsageError(`--${flag} ${message}, not ${received}`);
  }
  const objects = await readObjects(run);
  const workloads = objects.filter(({ kind }) => kind !== "Node");
  const nodes = readNodes(
    objects.filter(({ kind }) => kind === "Node"),
    run,
  );
  const demands = workloads.flatMap((workload, index) => readDemands(workload, index, run));
  /** The path of a demand begins with the index of its object. */
  const report = (severity: "error" | "warning", issue: Issue, [index, ...path] = issue.path) => {
    const own = { ...issue, path };
    const place = workloads[Number(index)]?.placeOf(own) ?? { file: flags.operands.join(", ") };
    run.findings.add(severity, own, place);
  };
  const packed = packDemands(nodes, demands, limits);
  for (const warning of packed.warnings) report("warning", warning);
  if (!packed.ok) {
    for (const issue of packed.issues) {
      report("error", issue, demands[Number(issue.path[1])]?.path ?? []);
    }
    return { json: { nodes, demands }, summary: "" };
  }
  const { gpus, unplaced, lowerBound, optimal } = packed.value;
  for (const { demand, copies, reason } of unplaced) {
    report("warning", { ...reason, message: `${copies} x ${demand}: ${reason.message}` });
  }
  const [all = 0, left = 0] = [demands, unplaced].map((list) =>
    list.reduce((sum, { copies }) => sum + copies, 0),
  );
  const used = gpus.filter(({ placed }) => placed.length > 0).length;
  const bound = optimal
    ? ", which is the least possible"
    : `; ${plural(lowerBound, "card")} at least`;
  return {
    json: { nodes, demands, ...packed.value },
    text: renderCards(gpus, unplaced, io.stdout.colors),
    failures: new Set(unplaced.length > 0 ? ["unplaced"] : []),
    summary: `${all - left} of ${all} placed on ${used} of ${plural(gpus.length, "card")}${bound}`,
  };
}

function readNodes(objects: readonly InputObject[], { findings }: Run): readonly GpuNode[] {
  if (objects.length === 0) return [];
  const read = readGpuNodes(objects.map(({ value }) => value));
  const report = (severity: "error" | "warning", issues: readonly Issue[]) => {
    for (const { path, ...issue } of issues) {
      const own = { ...issue, path: path.slice(1) };
      const place = objects[Number(path[0])]?.placeOf(own);
      if (place !== undefined) findings.add(severity, own, place);
    }
  };
  report("warning", read.warnings);
  if (read.ok) return read.value;
  report("error", read.issues);
  return [];
}

function readDemands({ value, placeOf }: InputObject, index: number, run: Run): GpuDemand[] {
  const read = demandsOf(value, coreOptions(run.options));
  run.findings.addIssues("warning", read.warnings, placeOf);
  if (!read.ok) run.findings.addIssues("error", read.issues, placeOf);
  return read.ok ? read.value.map((one) => ({ ...one, path: [index, ...(one.path ?? [])] })) : [];
}
