import { isJsonObject } from "../../document/text/json-objects.ts";
import type { Source } from "../files/source.ts";
import type { Output } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import type { CheckedSource } from "./checked-source.ts";
import type { WritingJob } from "./injection-job.ts";
import { rewriteSource } from "./rewrite-source.ts";

const SEPARATOR = "---\n";

/** A document separator, or a directive, which must not come behind one. */
const BEGINS_DOCUMENT = /^(?:---(?:\s|$)|%)/;

/**
 * Writes all sources as one stream of documents, with `---` between them where there is none.
 *
 * kubectl tells by the first character whether a stream is JSON, and then takes nothing but objects,
 * without `---`; in a stream of YAML it takes but the first of several objects of JSON.
 */
export async function writeJoined(
  checked: readonly CheckedSource[],
  job: WritingJob,
  to: Output,
): Promise<void> {
  const json: CheckedSource[] = [];
  for (const one of checked) if (await isJson(one.source)) json.push(one);
  const isAllJson = json.length === checked.length;
  if (!isAllJson) for (const one of json) checkJoinable(one);
  const joined = new JoinedOutput(to, isAllJson ? "" : SEPARATOR);
  if (!isAllJson && json[0] === checked[0]) await joined.write(SEPARATOR);
  for (const { source } of checked) {
    joined.next();
    await rewriteSource(source, job, (_input, output) => joined.write(output));
  }
}

/** Whether a source is JSON, told by how it begins. */
async function isJson(source: Source): Promise<boolean> {
  let start = "";
  for await (const chunk of source.chunks()) {
    start += chunk;
    if (/[^\s{\uFEFF]/.test(chunk)) break;
  }
  return isJsonObject(start, 0);
}

function checkJoinable({ source, documents }: CheckedSource): void {
  if (documents === 1) return;
  throw new UsageError(
    `${source.name} holds ${documents} objects of JSON: among YAML kubectl would take the first alone`,
    "leave the YAML files to a run of their own, or change all of them with --in-place",
  );
}

class JoinedOutput {
  readonly #to: Output;
  readonly #separator: string;
  #last = "";
  /** Whether the next text is the first of a source behind another. */
  #joins = false;

  constructor(to: Output, separator: string) {
    this.#to = to;
    this.#separator = separator;
  }

  next(): void {
    this.#joins = this.#last !== "";
  }

  async write(text: string): Promise<void> {
    if (text === "") return;
    await this.#to.write(this.#joins ? this.#join(text) : text);
    this.#joins = false;
    this.#last = text.slice(-SEPARATOR.length);
  }

  #join(text: string): string {
    // A byte order mark belongs at the start of a stream and nowhere else.
    const content = text.replace(/^\uFEFF/, "");
    if (this.#last === SEPARATOR) return content;
    const newline = this.#last.endsWith("\n") ? "" : "\n";
    return newline + (BEGINS_DOCUMENT.test(content) ? "" : this.#separator) + content;
  }
}
