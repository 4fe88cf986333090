import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../io.ts";
import { openSource, type Source } from "./source.ts";

/** Standard input as a source, and how to be rid of its copy. */
export interface Spooled {
  readonly source: Source;
  remove(): Promise<void>;
}

/**
 * Copies standard input to a temporary file that only its owner can read: every document is looked
 * at before the first is written, and what comes through a pipe can be read only once.
 */
export async function spoolStdin(io: Io): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), "kube-mps-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "stdin");
    const file = await open(path, "wx", 0o600);
    try {
      for await (const bytes of io.stdin) {
        io.signal.throwIfAborted();
        await file.writeFile(bytes);
      }
    } finally {
      await file.close();
    }
    io.signal.throwIfAborted();
    return { source: await openSource(path, "<stdin>"), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
