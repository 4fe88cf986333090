import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { UsageError } from "../usage-error.ts";

/** Text that can be read more than once, however large: a file, or spooled standard input. */
export interface Source {
  /** As it is called in reports. */
  readonly name: string;
  /** Where it lies. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Its text from the start, in pieces; a byte order mark is part of it. */
  chunks(): AsyncIterable<string>;
}

const CHUNK = 64 * 1024;

/** A file as a source. Its text is read each time it is asked for, and never held. */
export async function openSource(path: string, name: string): Promise<Source> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw cannotRead(name, error);
  });
  return { name, path, size, chunks: () => readChunks(path, name) };
}

async function* readChunks(path: string, name: string): AsyncGenerator<string> {
  // Fatal: bytes that are no UTF-8 could not be written back as they were.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: CHUNK })) {
      yield decoder.decode(bytes as Uint8Array, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw cannotRead(name, error);
  }
}

function cannotRead(name: string, error: unknown): UsageError {
  if (error instanceof TypeError) {
    return new UsageError(`${name} is not UTF-8`, "kubectl reads UTF-8 only: convert it first");
  }
  const { code, message } = error as NodeJS.ErrnoException;
  return new UsageError(`cannot read ${name}: ${CAUSES[code ?? ""] ?? message}`);
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a directory",
};

/** The whole text of a source: only for what is known to be small. */
export async function readText(source: Source): Promise<string> {
  let text = "";
  for await (const chunk of source.chunks()) text += chunk;
  return text;
}
