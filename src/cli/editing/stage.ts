import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemReason, UsageError } from "../usage-error.ts";

/** In bytes. */
const BUDGET = 64 * 1024 * 1024;

/** A part of the temporary file. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/**
 * Holds what is to be written until everything has been read: in memory, and beyond a budget in a
 * temporary file.
 */
export class Stage {
  readonly #parts: (Buffer | Span)[] = [];
  #budget: number;
  #file: number | undefined;
  #fileLength = 0;

  constructor(budget: number = BUDGET) {
    this.#budget = budget;
  }

  /** How many parts it holds. */
  get length(): number {
    return this.#parts.length;
  }

  /** Adds a part. */
  write(part: Buffer): void {
    if (part.length <= this.#budget) {
      this.#budget -= part.length;
      this.#parts.push(part);
      return;
    }
    try {
      this.#file ??= openTemporary();
      fs.writeFileSync(this.#file, part);
    } catch (error) {
      const message = `cannot write a temporary file: ${systemReason(error)}`;
      throw new UsageError(message, "set TMPDIR to a folder with room");
    }
    this.#parts.push({ start: this.#fileLength, length: part.length });
    this.#fileLength += part.length;
  }

  *read(from: number, to: number): Generator<Buffer> {
    for (const part of this.#parts.slice(from, to)) {
      if (!("start" in part)) yield part;
      else {
        const bytes = Buffer.allocUnsafe(part.length);
        fs.readSync(this.#file as number, bytes, 0, part.length, part.start);
        yield bytes;
      }
    }
  }

  /** Drops the parts from one on. */
  truncate(length: number): void {
    for (const part of this.#parts.splice(length)) {
      if (!("start" in part)) this.#budget += part.length;
    }
  }

  close(): void {
    if (this.#file !== undefined) fs.closeSync(this.#file);
  }
}

/** A file that only its owner can read, without a name: nothing is left, however the process ends. */
function openTemporary(): number {
  const folder = fs.mkdtempSync(join(tmpdir(), "kube-mps-"));
  try {
    return fs.openSync(join(folder, "stage"), "wx+", 0o600);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
