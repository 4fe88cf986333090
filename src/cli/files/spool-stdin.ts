import type { Io } from "../io.ts";
import type { Source } from "./source.ts";
import { Spool } from "./spool.ts";

/** Standard input as a source, and how to be rid of its copy. */
export interface Spooled {
  readonly source: Source;
  remove(): Promise<void>;
}

/**
 * Copies standard input to a temporary file: every document is looked at before the first is
 * written, and what comes through a pipe can be read only once.
 */
export async function spoolStdin(io: Io): Promise<Spooled> {
  const spool = await Spool.open();
  try {
    for await (const bytes of io.stdin) {
      io.signal.throwIfAborted();
      await spool.write(bytes);
    }
    io.signal.throwIfAborted();
    return { source: await spool.source("<stdin>"), remove: () => spool.remove() };
  } catch (error) {
    await spool.remove();
    throw error;
  }
}
