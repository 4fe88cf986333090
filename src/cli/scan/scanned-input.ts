import type { CurrentLimits, SkipReason, WorkloadRef } from "../../index.ts";
import { factsOf } from "../../result/code-areas.ts";
import { type FieldPath, formatPath } from "../../result/field-path.ts";
import type { Issue } from "../../result/issue.ts";
import { findGpuContainersYaml, type LocatedContainer } from "../../yaml/index.ts";
import type { Run } from "../commands/command.ts";
import type { Input } from "../input/input.ts";
import type { Block, InputReader } from "../input/read-inputs.ts";

/** A GPU container, as reports list it, and its workload. */
export interface ScannedContainer
  extends Pick<WorkloadRef, "apiVersion" | "kind" | "namespace" | "name"> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly container: string | undefined;
  readonly path: FieldPath;
  readonly field: string;
  readonly resource: string | undefined;
  readonly gpus: number;
  /** Whether it has limits that hold. */
  readonly limited: boolean;
  /** As written. */
  readonly limits: { readonly [K in keyof CurrentLimits]: string | undefined };
  /** Why it would get no limits. */
  readonly reason: SkipReason | undefined;
}

/** Lists the GPU containers of one input. */
export class ScannedInput implements InputReader {
  documents = 0;
  readonly containers: ScannedContainer[] = [];
  readonly #file: string;
  readonly #run: Run;

  constructor({ name }: Input, run: Run) {
    this.#file = name;
    this.#run = run;
  }

  read(block: Block): void {
    const { options, findings } = this.#run;
    const found = findGpuContainersYaml(block.text, options);
    const placeOf = ({ position }: Issue) => block.placeOf(position);
    const isError = ({ code }: Issue) => factsOf(code).severity === "issue";
    const issues = found.ok ? found.warnings : [...found.warnings, ...found.issues];
    const warnings = issues.filter((issue) => !isError(issue));
    findings.addIssues("warning", warnings, placeOf);
    findings.addIssues("error", issues.filter(isError), placeOf);
    if (!found.ok) return;
    this.documents += found.value.length;
    for (const { containers } of found.value) {
      for (const container of containers) this.#add(container, block.linesBefore);
    }
  }

  end(): void {}

  #add(container: LocatedContainer, linesBefore: number): void {
    const { position, path, count, current } = container;
    const { apiVersion, kind, namespace, name } = container.workload;
    const [gpu] = container.gpus;
    // A container that only has a resource claim may use anything.
    if (gpu === undefined) return;
    const scanned: ScannedContainer = {
      file: this.#file,
      line: linesBefore + position.line,
      column: position.column,
      apiVersion,
      kind,
      namespace,
      name,
      container: container.name,
      path,
      field: formatPath(path),
      resource: gpu.resource,
      gpus: count ?? 0,
      limited: isLimited(current, count),
      limits: {
        memory: written(current.memory),
        threads: written(current.threads),
        clientPriority: written(current.clientPriority),
      },
      reason: container.skip ?? (count === undefined ? "invalid" : undefined),
    };
    // A copy: a part of the text would keep all of it in memory.
    this.containers.push(JSON.parse(JSON.stringify(scanned)));
  }
}

function isLimited({ memory, threads }: CurrentLimits, count: number | undefined): boolean {
  if (threads.state === "set" && threads.value !== 0) return true;
  if (memory.state !== "set") return memory.state === "unknown" || threads.state === "unknown";
  return Object.keys(memory.value).every((device) => count === undefined || Number(device) < count);
}

/** A limit as written. */
function written(limit: CurrentLimits[keyof CurrentLimits]): string | undefined {
  if (limit.state === "unset") return undefined;
  if (limit.state === "set") return limit.text;
  return limit.received.startsWith('"') ? limit.received.slice(1, -1) : "(elsewhere)";
}
