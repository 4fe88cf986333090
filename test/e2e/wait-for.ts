import { FatalError } from "./server-process.ts";

/** Asks until the answer is true. An error counts as false, unless it is a `FatalError`. */
export async function waitFor(
  what: string,
  deadlineMs: number,
  ask: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      if (await ask()) return;
    } catch (error) {
      if (error instanceof FatalError) throw error;
      last = error;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  const why = last === undefined ? "" : `; last error: ${last}`;
  throw new Error(`timed out after ${deadlineMs} ms waiting for ${what}${why}`);
}
