import { isJsonObject } from "../../document/text/json-objects.ts";
import type { Result } from "../../index.ts";
import type { Issue } from "../../result/issue.ts";
import type { YamlInjection } from "../../yaml/index.ts";
import type { Run } from "../commands/command.ts";
import { encode } from "../input/decoder.ts";
import type { Input } from "../input/input.ts";
import type { Block, InputReader } from "../input/read-inputs.ts";
import type { Finding } from "../report/finding.ts";
import type { Stage } from "./stage.ts";
import { Tally } from "./tally.ts";
import { UnifiedDiff } from "./unified-diff.ts";

/** What is written: the new texts, to standard output or in place, or what would change in them. */
export type Mode = "stdout" | "in-place" | "diff";

/** What is the same for every input of one run. */
export interface EditJob {
  readonly run: Run;
  readonly mode: Mode;
  readonly stage: Stage;
  /** Edits a text of whole documents, and reports on each of them. */
  edit(text: string): Result<YamlInjection>;
}

/** Edits one input, block by block, and stages what is to be written of it. */
export class EditedInput implements InputReader {
  readonly input: Input;
  readonly tally: Tally = new Tally();
  /** Whether it is edited at all. */
  changes = false;
  /** Why nothing of it is written. */
  withheld: "invalid" | "failed" | undefined;
  /** Whether it is JSON, as kubectl tells: by how it begins. */
  isJson = false;
  /** How what is staged begins and ends: a few characters, enough to join it to others. */
  head = "";
  tail = "";
  readonly #job: EditJob;
  readonly #diff: UnifiedDiff | undefined;
  readonly #start: number;
  #end: number;

  constructor(input: Input, job: EditJob) {
    this.input = input;
    this.#job = job;
    const { colors } = job.run.io.stdout;
    this.#diff = job.mode === "diff" ? new UnifiedDiff(input.name, colors) : undefined;
    this.#start = this.#end = job.stage.length;
  }

  /** What is to be written. */
  chunks(): Iterable<Buffer> {
    return this.#job.stage.read(this.#start, this.#end);
  }

  read(block: Block): void {
    const result = this.#job.edit(block.text);
    const invalid = new Set<Issue>(result.ok ? [] : result.issues);
    const { documents, text, changed, textEdits } = result.ok ? result.value : NOTHING;
    for (const document of documents) {
      this.tally.add(this.input.name, block.linesBefore + document.line, document);
      for (const issue of document.issues ?? []) invalid.add(issue);
    }
    const mayStay = result.ok && this.#job.run.flags.one("on-invalid") === "keep";
    if (invalid.size > 0 && !mayStay) this.withheld = "invalid";
    this.#report(block, mayStay ? "warning" : "error", invalid, result.warnings);
    if (this.withheld !== undefined) return;
    this.changes ||= changed;
    this.#stage(this.#diff === undefined ? text : this.#diff.push(block.text, textEdits));
  }

  end(isComplete: boolean): void {
    if (!isComplete) this.withheld = "failed";
    if (this.withheld === undefined && this.#diff !== undefined) this.#stage(this.#diff.end());
    const { mode, stage } = this.#job;
    const isWritten = this.withheld === undefined && (this.changes || mode === "stdout");
    if (!isWritten) stage.truncate(this.#start);
    this.#end = stage.length;
  }

  #report(
    block: Block,
    severity: Finding["severity"],
    invalid: ReadonlySet<Issue>,
    warnings: readonly Issue[],
  ): void {
    const { findings } = this.#job.run;
    const placeOf = ({ position }: Issue) => block.placeOf(position);
    const others = warnings.filter((warning) => !invalid.has(warning));
    findings.addIssues("warning", others, placeOf);
    findings.addIssues(severity, [...invalid], placeOf);
  }

  #stage(text: string): void {
    if (text === "") return;
    const { mode, stage } = this.#job;
    if (stage.length === this.#start) {
      this.head = text.slice(0, 8);
      this.isJson = isJsonObject(text, 0);
    }
    this.tail = text.slice(-8);
    stage.write(encode(text, mode === "in-place" ? this.input.encoding : "utf-8"));
  }
}

const NOTHING = { documents: [], text: "", changed: false, textEdits: [] };
