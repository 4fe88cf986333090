import { BlockCutter } from "../../document/text/block-cutter.ts";
import type { Issue, Position } from "../../index.ts";
import { factsOf } from "../../result/code-areas.ts";
import {
  findGpuContainersYaml,
  type LocatedContainer,
  type YamlOptions,
} from "../../yaml/index.ts";
import type { Source } from "../files/source.ts";
import type { Progress } from "../progress.ts";
import type { FoundUse } from "./scan-report.ts";

/** What one source has. */
export interface ScannedSource {
  readonly documents: number;
  readonly uses: readonly FoundUse[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Scans a source from its start to its end, holding no more of its text than one document. */
export async function scanSource(
  source: Source,
  options: YamlOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<ScannedSource> {
  const scanner = new Scanner(source.name, options);
  const cutter = new BlockCutter();
  for await (const chunk of source.chunks()) {
    signal.throwIfAborted();
    scanner.scan(cutter.push(chunk) ?? "");
    await progress.bytes(chunk.length);
  }
  scanner.scan(cutter.end());
  return scanner;
}

/** Scans blocks of whole documents, one after the other, as the parts of one text. */
class Scanner implements ScannedSource {
  documents = 0;
  readonly uses: FoundUse[] = [];
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];
  readonly #file: string;
  readonly #options: YamlOptions;
  #lines = 0;
  #offset = 0;

  constructor(file: string, options: YamlOptions) {
    this.#file = file;
    // What is wrong with one document must not hide the others.
    this.#options = { ...options, onInvalidDocument: "keep" };
  }

  scan(block: string): void {
    if (block === "") return;
    const found = findGpuContainersYaml(block, this.#options);
    for (const issue of found.ok ? found.warnings : [...found.issues, ...found.warnings]) {
      const list = factsOf(issue.code).severity === "issue" ? this.issues : this.warnings;
      list.push(this.#moved(issue));
    }
    for (const { containers } of found.ok ? found.value : []) {
      for (const container of containers) this.#add(container);
    }
    if (found.ok) this.documents += found.value.length;
    this.#lines += countLines(block);
    this.#offset += block.length;
  }

  #add(container: LocatedContainer): void {
    // A container that only has a resource claim may use anything.
    if (container.gpus.length === 0) return;
    const { skip, count } = container;
    this.uses.push({
      file: this.#file,
      container: this.#moved(container),
      limited: isLimited(container),
      reason: skip ?? (count === undefined ? "invalid" : undefined),
    });
  }

  /** The same with its position in the whole text. */
  #moved<T extends { readonly position?: Position }>(one: T): T {
    if (one.position === undefined) return one;
    const { line, column, offset } = one.position;
    const position = { line: line + this.#lines, column, offset: offset + this.#offset };
    return { ...one, position };
  }
}

function isLimited({ current: { memory, threads }, count }: LocatedContainer): boolean {
  if (threads.state === "set" && threads.value !== 0) return true;
  if (memory.state !== "set") return memory.state === "unknown" || threads.state === "unknown";
  return Object.keys(memory.value).every((device) => count === undefined || Number(device) < count);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
