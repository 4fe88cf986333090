// Reads files again when they change.

/**
 * Polls, since the files of a Secret or a ConfigMap are links that change all at once, without an event
 * for the files themselves. What is read is used whole or not at all: if `use` throws, what was used
 * before stays, and `refused` is called, once.
 *
 * @template T
 * @param {object} options
 * @param {() => T} options.read one text, or an object of texts
 * @param {(now: T) => void} options.use
 * @param {() => void} options.used called when something new was used
 * @param {(error: unknown) => void} options.refused
 * @param {number} options.everyMs
 * @returns {() => void} ends it
 */
export function keepReading({ read, use, used, refused, everyMs }) {
  const first = read();
  use(first);
  let seen = JSON.stringify(first);
  const look = () => {
    /** @type {{ now: T } | { error: unknown }} */
    let result;
    try {
      result = { now: read() };
    } catch (error) {
      result = { error };
    }
    const now = "error" in result ? String(result.error) : JSON.stringify(result.now);
    if (now === seen) return;
    seen = now;
    try {
      if ("error" in result) throw result.error;
      use(result.now);
      used();
    } catch (error) {
      refused(error);
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
