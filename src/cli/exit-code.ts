/** Success. */
export const OK = 0;

/** There are issues, or `--diff` found changes. */
export const ISSUES = 1;

/** The command line is invalid, or an output cannot be written. */
export const USAGE = 2;

/** Ctrl-C: 128 and the number of the signal, as shells have it. */
export const INTERRUPTED = 130;
