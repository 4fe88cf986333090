import { FatalError } from "./server-process.ts";

/** Asks again and again until the answer is true; what is thrown meanwhile counts as not yet. */
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
  const why = last === undefined ? "" : `; last: ${last}`;
  throw new Error(`waited ${deadlineMs} ms in vain for ${what}${why}`);
}
