import * as fs from "node:fs";
import { addAbortSignal } from "node:stream";
import { type Issue, newIssue } from "../../result/issue.ts";
import type { Io } from "../io.ts";
import { IssuesError } from "../report/issues-error.ts";
import { systemReason } from "../usage-error.ts";
import { Decoder, type Encoding, NotTextError } from "./decoder.ts";

/** In bytes; larger reads are not faster: bench command. */
const CHUNK = 256 * 1024;

/** A file, a pipe, or standard input: read once, from its start to its end. */
export class Input {
  /** As reports call it. */
  readonly name: string;
  /** Absolute; `undefined` for standard input. */
  readonly path: string | undefined;
  readonly #decoder = new Decoder();
  #stats: fs.Stats | undefined;

  constructor(name: string, path?: string) {
    this.name = name;
    this.path = path;
  }

  /** Known when it has been read. */
  get encoding(): Encoding {
    return this.#decoder.encoding;
  }

  /**
   * Its text in chunks, with the byte order mark if it has one.
   *
   * @throws IssuesError if it cannot be read
   */
  async *read(io: Io): AsyncGenerator<string> {
    try {
      for await (const bytes of this.#bytes(io)) yield this.#decoder.push(bytes);
      yield this.#decoder.end();
    } catch (error) {
      io.signal.throwIfAborted();
      const place = { file: this.name };
      throw new IssuesError([{ severity: "error", issue: unreadable(error), place }]);
    }
  }

  /** Whether it can only be read: a pipe, or standard input. */
  isStream(): boolean {
    const stats = this.path && fs.statSync(this.path, { throwIfNoEntry: false });
    return this.path === undefined || (stats && !stats.isFile()) === true;
  }

  /** Whether the file is still the one that was read. */
  isUnchanged(): boolean {
    const before = this.#stats;
    if (this.path === undefined || before === undefined) return false;
    const now = fs.statSync(this.path, { throwIfNoEntry: false });
    return (["dev", "ino", "size", "mtimeMs"] as const).every((key) => now?.[key] === before[key]);
  }

  async *#bytes(io: Io): AsyncGenerator<Buffer> {
    if (this.path === undefined) return yield* io.stdin;
    // Non-blocking: to wait here for the writer of a named pipe could not be interrupted.
    const file = fs.openSync(this.path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const stats = fs.fstatSync(file);
    if (stats.isFIFO()) {
      const { Socket } = await import("node:net");
      return yield* addAbortSignal(io.signal, new Socket({ fd: file }));
    }
    this.#stats = stats;
    try {
      const buffer = Buffer.allocUnsafe(Math.min(Math.max(stats.size + 1, 4096), CHUNK));
      for (;;) {
        const length = fs.readSync(file, buffer);
        if (length === 0) return;
        yield buffer.subarray(0, length);
      }
    } finally {
      fs.closeSync(file);
    }
  }
}

function unreadable(error: unknown): Issue {
  const [message, hint] =
    error instanceof NotTextError
      ? ["the file is not UTF-8 text", "convert it to UTF-8, or to UTF-16 with a byte order mark"]
      : [`the file cannot be read: ${systemReason(error)}`];
  return newIssue("input/unreadable", [], message, hint);
}
