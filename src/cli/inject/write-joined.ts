import type { Source } from "../files/source.ts";
import type { Output } from "../io.ts";
import type { WritingJob } from "./injection-job.ts";
import { rewriteSource } from "./rewrite-source.ts";

const SEPARATOR = "---\n";

/** A document separator, or a directive, which must not come behind one. */
const BEGINS_DOCUMENT = /^(?:---(?:\s|$)|%)/;

/** Writes all sources as one stream of documents, with `---` between them where there is none. */
export async function writeJoined(
  sources: readonly Source[],
  job: WritingJob,
  to: Output,
): Promise<void> {
  const joined = new JoinedOutput(to);
  for (const source of sources) {
    joined.next();
    await rewriteSource(source, job, (_input, output) => joined.write(output));
  }
}

class JoinedOutput {
  readonly #to: Output;
  #written = false;
  #atLineStart = true;
  /** Whether the next text is the first of a source behind another. */
  #joins = false;

  constructor(to: Output) {
    this.#to = to;
  }

  next(): void {
    this.#joins = this.#written;
  }

  async write(text: string): Promise<void> {
    if (text === "") return;
    await this.#to.write(this.#joins ? this.#join(text) : text);
    this.#joins = false;
    this.#written = true;
    this.#atLineStart = text.endsWith("\n");
  }

  #join(text: string): string {
    // A byte order mark belongs at the start of a stream and nowhere else.
    const content = text.replace(/^\uFEFF/, "");
    const newline = this.#atLineStart ? "" : "\n";
    return newline + (BEGINS_DOCUMENT.test(content) ? "" : SEPARATOR) + content;
  }
}
