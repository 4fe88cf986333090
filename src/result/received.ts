import { printable } from "./printable.ts";

/** The longest `received`. */
const MAX_LENGTH = 80;

/** How many entries of an object or array are shown, so that a huge one costs nothing. */
const MAX_ENTRIES = 5;

/** Printing a longer bigint takes time that grows with the square of its length. */
const MAX_BIGINT = 10n ** 80n;

/** What kind of object a value is, in `[object Map]`. */
const TAG = /^\[object (.*)\]$/;

/** What cutting a surrogate pair in two leaves at the end. */
const HALF_PAIR = /[\uD800-\uDBFF]$/;

/**
 * Renders any value JSON-like in at most 80 characters, on one line, without ever failing: safe for
 * logs, whatever the value is.
 */
export function received(value: unknown): string {
  try {
    return truncate(printable(show(value, 2)), MAX_LENGTH);
  } catch {
    return "(unreadable)";
  }
}

/** Cuts a text to a length, with an ellipsis for what is missing. */
export function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(HALF_PAIR, "")}…`;
}

function show(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.slice(0, MAX_LENGTH));
    case "bigint":
      return value < MAX_BIGINT && value > -MAX_BIGINT ? `${value}n` : "(huge bigint)";
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
    const shown = value.slice(0, MAX_ENTRIES).map((item) => show(item, depth - 1));
    return `[${shown.join(",")}${value.length > MAX_ENTRIES ? ",…" : ""}]`;
  }
  const [, tag] = TAG.exec(Object.prototype.toString.call(value)) ?? [];
  if (tag !== "Object") return `(${tag})`;
  if (depth === 0) return "{…}";
  const keys = Object.keys(value);
  const shown = keys
    .slice(0, MAX_ENTRIES)
    .map((key) => `${show(key, 0)}:${show((value as Record<string, unknown>)[key], depth - 1)}`);
  return `{${shown.join(",")}${keys.length > MAX_ENTRIES ? ",…" : ""}}`;
}
