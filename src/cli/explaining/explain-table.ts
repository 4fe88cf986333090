import type { EffectiveLimits } from "../../explain/index.ts";
import type { Colors } from "../colors.ts";
import type { InputObject } from "../input/object-reader.ts";
import type { Place } from "../report/finding.ts";
import { renderTable } from "../report/table.ts";

/** An object with GPU containers, and the node that it runs on if that is known. */
export interface ExplainedPod extends Pick<InputObject, "kind" | "namespace" | "name"> {
  readonly node: string | undefined;
  readonly containers: readonly (EffectiveLimits & { readonly place: Place })[];
}

const HEADING = ["CONTAINER", "MEMORY", "SET BY", "THREADS", "SET BY", "ENFORCED"];

/** The limits that bind, who set them, whether they are enforced, and the first thing to do. */
export function renderExplained(pods: readonly ExplainedPod[], colors: Colors): string {
  if (pods.length === 0) return "";
  const groups = pods.map(({ kind, namespace, name, node, containers }) => {
    const workload = [namespace, kind ?? "?", name ?? "?"].filter((part) => part !== undefined);
    return {
      title: `${workload.join("/")} on ${node ?? "an unknown node"}`,
      rows: containers.flatMap((limits) => [rowOf(limits), ...nextStep(limits)]),
    };
  });
  return renderTable(HEADING, groups, colors, (cell, column) => {
    if (cell === "-" || cell === "none") return colors.dim;
    if (column < HEADING.length - 1) return undefined;
    return cell === "yes" ? colors.green : cell === "no" ? colors.red : colors.yellow;
  });
}

function rowOf({ container, memoryMiB, threads, setBy, enforced }: EffectiveLimits): string[] {
  const memory = memoryMiB === undefined ? "-" : `${memoryMiB}Mi`;
  const shown = threads === 100 ? "-" : `${threads} %`;
  return [container ?? "?", memory, setBy.memory, shown, setBy.threads, enforced];
}

/** The first thing to fix, or else the command that settles what is not known. */
function nextStep({ enforced, reasons }: EffectiveLimits): string[][] {
  const [first] = reasons;
  if (first !== undefined && first.effect !== "informs") {
    return [[`  fix: ${first.hint ?? first.message}`]];
  }
  const command = reasons.find(({ settledBy }) => settledBy !== undefined)?.settledBy;
  return enforced !== "unknown" || command === undefined ? [] : [[`  run: ${command}`]];
}
