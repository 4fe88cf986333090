import type { Issue } from "../../result/issue.ts";
import { createYamlInjector, type DocumentReport, injectYaml } from "../../yaml/index.ts";
import { readText, type Source } from "../files/source.ts";
import type { InjectionJob } from "./injection-job.ts";

/**
 * Up to this many bytes a source is injected whole, so that every issue of every document comes to
 * light; a larger one is streamed in bounded memory, up to its first bad document.
 */
const WHOLE = 8 * 1024 * 1024;

/** What hears of a source while it is being injected. */
export interface SourceListener {
  /**
   * A piece of the text as it was, and one of the text as it becomes; not of equal extent. Where
   * only what it becomes is remembered, that stands for both.
   */
  piece?(input: string, output: string): Promise<void>;
  document?(report: DocumentReport): void;
}

/** What a source came to. */
export interface Verdict {
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** How many warnings there were beyond those. */
  readonly unkept: number;
}

/** More warnings about one source are only counted. */
const MOST_WARNINGS = 1000;

const CLEAN: Verdict = { issues: [], warnings: [], unkept: 0 };

/** Injects a source from its start to its end, holding no more than a piece of it. */
export function injectSource(
  source: Source,
  job: InjectionJob,
  listener: SourceListener,
): Promise<Verdict> {
  return source.size <= WHOLE ? whole(source, job, listener) : streamed(source, job, listener);
}

async function whole(
  source: Source,
  job: InjectionJob,
  listener: SourceListener,
): Promise<Verdict> {
  const known = job.texts.get(source.path);
  if (known !== undefined) {
    await listener.piece?.(known.input, known.output);
    return CLEAN;
  }
  const input = await readText(source);
  job.signal.throwIfAborted();
  const result = injectYaml(input, job.config, job.options);
  if (!result.ok) return verdict(result.issues, result.warnings);
  const { text: output, documents } = result.value;
  job.texts.remember(source.path, { input, output });
  for (const report of documents) listener.document?.(report);
  await listener.piece?.(input, output);
  return verdict([], result.warnings);
}

async function streamed(
  source: Source,
  job: InjectionJob,
  listener: SourceListener,
): Promise<Verdict> {
  const known = await job.texts.spooled(source);
  if (known !== undefined) {
    for await (const output of known.chunks()) {
      job.signal.throwIfAborted();
      await listener.piece?.(output, output);
    }
    return CLEAN;
  }
  const spool = await job.texts.spool(source.path);
  const injector = createYamlInjector(job.config, {
    ...job.options,
    onDocument: (report) => listener.document?.(report),
  });
  const warnings: Issue[] = [];
  let unkept = 0;
  const keep = (more: readonly Issue[]) => {
    const room = MOST_WARNINGS - warnings.length;
    warnings.push(...more.slice(0, room));
    unkept += Math.max(0, more.length - room);
  };
  for await (const input of source.chunks()) {
    job.signal.throwIfAborted();
    const result = injector.push(input);
    keep(result.warnings);
    if (!result.ok) return { issues: result.issues, warnings, unkept };
    await spool?.write(result.value);
    await listener.piece?.(input, result.value);
  }
  const result = injector.end();
  keep(result.warnings);
  if (!result.ok) return { issues: result.issues, warnings, unkept };
  await spool?.write(result.value);
  await listener.piece?.("", result.value);
  return { issues: [], warnings, unkept };
}

function verdict(issues: readonly Issue[], warnings: readonly Issue[]): Verdict {
  return {
    issues,
    warnings: warnings.slice(0, MOST_WARNINGS),
    unkept: Math.max(0, warnings.length - MOST_WARNINGS),
  };
}
