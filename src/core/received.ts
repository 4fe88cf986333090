import { printable } from "./printable.ts";

/** As long as a `received` may grow. */
const LONGEST = 80;

/** What an object or array shows of itself at most, so that a huge one costs nothing. */
const MOST_ENTRIES = 5;

/** Writing out a longer bigint takes time that grows with the square of its length. */
const LARGEST_BIGINT = 10n ** 80n;

/** What cutting a surrogate pair in two leaves at the end. */
const HALF_PAIR = /[\uD800-\uDBFF]$/;

/**
 * Shows any value JSON-like in at most 80 characters, on one line, without ever failing: fit for
 * logs whatever a stranger wrote.
 */
export function received(value: unknown): string {
  let text: string;
  try {
    text = printable(show(value, 2));
  } catch {
    text = "(unreadable)";
  }
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(HALF_PAIR, "")}…`;
}

function show(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.slice(0, LONGEST));
    case "bigint":
      return value < LARGEST_BIGINT && value > -LARGEST_BIGINT ? `${value}n` : "(huge bigint)";
    case "function":
      return "(function)";
    case "object":
      return value === null ? "null" : showObject(value, depth);
    default:
      return String(value);
  }
}

function showObject(value: object, depth: number): string {
  if (Array.isArray(value)) {
    if (depth === 0) return "[…]";
    const shown = value.slice(0, MOST_ENTRIES).map((item) => show(item, depth - 1));
    return `[${shown.join(",")}${value.length > MOST_ENTRIES ? ",…" : ""}]`;
  }
  if (value instanceof Map) return "(Map)";
  if (value instanceof Date) return "(Date)";
  if (depth === 0) return "{…}";
  const keys = Object.keys(value);
  const shown = keys
    .slice(0, MOST_ENTRIES)
    .map((key) => `${show(key, 0)}:${show((value as Record<string, unknown>)[key], depth - 1)}`);
  return `{${shown.join(",")}${keys.length > MOST_ENTRIES ? ",…" : ""}}`;
}
