import type { CurrentLimits, SkipReason, WorkloadRef } from "../../index.ts";
import type { AllowedLimits, PolicySet } from "../../policy/index.ts";
import { factsOf } from "../../result/code-areas.ts";
import { type FieldPath, formatPath } from "../../result/field-path.ts";
import type { Issue } from "../../result/issue.ts";
import { findGpuContainersYaml, type LocatedContainer } from "../../yaml/index.ts";
import type { Run } from "../commands/command.ts";
import type { Input } from "../input/input.ts";
import type { Block, InputReader } from "../input/read-inputs.ts";
import { type LimitsState, limitsState } from "./limits-state.ts";

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
  /** `undefined` if the number cannot be read. */
  readonly gpus: number | undefined;
  readonly state: LimitsState;
  readonly limits: CurrentLimits;
  /** By policies, if there are any. */
  readonly allowed: AllowedLimits | undefined;
  /** Why injection skips it, if it does. */
  readonly skip: SkipReason | undefined;
}

/** Lists the GPU containers of one input. */
export class ScannedInput implements InputReader {
  documents = 0;
  readonly containers: ScannedContainer[] = [];
  readonly #file: string;
  readonly #run: Run;
  readonly #policies: PolicySet | undefined;

  constructor({ name }: Input, run: Run, policies?: PolicySet) {
    this.#file = name;
    this.#run = run;
    this.#policies = policies;
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
      for (const container of containers) this.#add(container, block);
    }
  }

  end(): void {}

  #add(container: LocatedContainer, block: Block): void {
    const { position, path, count, current, skip } = container;
    const { apiVersion, kind, namespace, name } = container.workload;
    const [gpu] = container.gpus;
    // A container that only has a resource claim may use anything.
    if (gpu === undefined) return;
    const scanned: ScannedContainer = {
      file: this.#file,
      line: block.linesBefore + position.line,
      column: position.column,
      apiVersion,
      kind,
      namespace,
      name,
      container: container.name,
      path,
      field: formatPath(path),
      resource: gpu.resource,
      gpus: count,
      state: limitsState(current, count),
      limits: current,
      allowed: skip === undefined ? this.#allowed(container, block) : undefined,
      skip,
    };
    // A copy: a part of the text would keep all of it in memory.
    this.containers.push(JSON.parse(JSON.stringify(scanned)));
  }

  /** What policies allow; reports what the container violates. */
  #allowed(container: LocatedContainer, block: Block): AllowedLimits | undefined {
    if (this.#policies === undefined) return undefined;
    const { findings } = this.#run;
    const placeOf = () => block.placeOf(container.position);
    const decided = this.#policies.decide(container);
    // What is suggested is for a value of the container, and nothing is clamped now.
    const shown = ({ suggestion: _, ...issue }: Issue): Issue => issue;
    const warnings = decided.warnings.map(({ hint: _, ...warning }) => shown(warning));
    findings.addIssues("warning", warnings, placeOf);
    if (!decided.ok) findings.addIssues("error", decided.issues.map(shown), placeOf);
    const allowed = this.#policies.allowed(container);
    return allowed.ok ? allowed.value : undefined;
  }
}
