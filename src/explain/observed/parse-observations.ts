import { type Issue, newIssue } from "../../result/issue.ts";
import { type Result, success } from "../../result/result.ts";
import type { Observations, ServerStatus } from "./observations.ts";
import { readClient, readLimit, readPercentage, readPid } from "./parse-answers.ts";
import { isTable, processReader, readCard } from "./parse-compute-apps.ts";
import { readEntry } from "./parse-control-log.ts";
import { readMetric } from "./parse-prometheus.ts";
import { type Line, readLines, unknownLine } from "./parse-rows.ts";

const METRIC = /^(?:DCGM_|gpu_fractioning_|# (?:HELP|TYPE) )/;
/** What a row of processes has, unless a header came before it. */
const PROCESS = /^\||^(?:GPU|MIG)-|MiB$|\]$|\bpid\b/;
const STATUS = /^(?:INITIALIZING|ACTIVE|FAULT)$/;
const COMMAND =
  /\b(?:get_(?:server_list|client_list|(?:default_)?active_thread_percentage|(?:default_)?device_pinned_mem_limit|server_status)|ps|nvidia-smi)\b/;

/**
 * Reads pasted output of `nvidia-smi`, `nvidia-cuda-mps-control`, logs and metrics, in any order, each
 * recognized by its content. A line with the command, such as `$ echo get_server_list | ...`, tells what a
 * bare number after it is; without one `observation/ambiguous` warns. `observation/unknown-line` warns
 * once, at the first line that is in no known format. Issues: `input/type`. Never throws.
 *
 * @example
 * ```ts
 * const observations = unwrap(parseObservations(pasted));
 * for (const { message } of unwrap(diagnose(observations))) console.log(message);
 * ```
 */
export function parseObservations(text: unknown): Result<Observations> {
  const lines = readLines(text);
  if (!lines.ok) return lines;
  const reader = new ObservationReader();
  for (const line of lines.value) reader.read(line);
  return success(reader.observations, [...lines.warnings, ...reader.warnings]);
}

class ObservationReader {
  readonly #lists: Record<string, unknown[]> = {};
  readonly #last: Record<string, unknown> = {};
  readonly #ambiguous: Issue[] = [];
  readonly #readProcess = processReader();
  #hasHeader = false;
  #command = "";
  #unknown: Line | undefined;
  #unknownCount = 0;

  read(line: Line): void {
    const { text } = line;
    const command = text.startsWith("[") ? undefined : COMMAND.exec(text)?.[0];
    const processes = this.#hasHeader || PROCESS.test(text) ? this.#readProcess(text) : undefined;
    const client = readClient(text);
    const entry = readEntry(text);
    const metrics = METRIC.test(text) ? readMetric(text) : undefined;
    if (metrics !== undefined) this.#add("metrics", metrics);
    else if (client !== undefined) this.#add("clients", client);
    else if (processes !== undefined) {
      this.#add("processes", processes);
      this.#hasHeader ||= processes.length === 0;
    } else if (isTable(text)) this.#addCard(text);
    else if (entry.at !== undefined || entry.event !== undefined) this.#add("log", [entry]);
    else if (STATUS.test(text)) this.#add("serverStatus", [text as ServerStatus]);
    else if (command !== undefined) this.#command = command;
    else if (!this.#readAnswer(line) && /\w/.test(text)) {
      this.#unknown ??= line;
      this.#unknownCount++;
    }
  }

  /** Reads an answer of the daemon that is no more than a number. */
  #readAnswer({ text, position }: Line): boolean {
    const [percentage, limit, pid] = [readPercentage(text), readLimit(text), readPid(text)];
    if (limit !== undefined) [this.#last["memoryLimit"]] = limit;
    else if (percentage && (text.includes(".") || this.#command.endsWith("percentage"))) {
      [this.#last["threads"]] = percentage;
    } else if (pid === undefined) return false;
    else if (this.#command === "get_server_list") this.#add("servers", pid);
    else if (this.#command === "get_client_list") this.#add("clientPids", pid);
    else {
      const message = "a bare number may be a PID or a percentage";
      const hint = "paste the command as well";
      this.#ambiguous.push({
        ...newIssue("observation/ambiguous", [], message, hint, text),
        position,
      });
    }
    return true;
  }

  #add(name: keyof Observations, rows: readonly unknown[]): void {
    this.#lists[name] ??= [];
    this.#lists[name].push(...rows);
  }

  #addCard(text: string): void {
    const card = readCard(text);
    if (card !== undefined) this.#add("cards", card);
  }

  get observations(): Observations {
    return { ...this.#lists, ...this.#last } as Observations;
  }

  get warnings(): readonly Issue[] {
    const unknown = this.#unknown;
    return unknown === undefined
      ? this.#ambiguous
      : [...this.#ambiguous, unknownLine(unknown, this.#unknownCount)];
  }
}
