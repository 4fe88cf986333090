import { resolvePlain } from "../../../src/document/tree/resolve-plain.ts";
import type { Choices } from "./choices.ts";

export type Scalar = string | number | boolean | null;

/** Text that is a plain scalar in block and flow collections. */
const PLAIN = /^[\w/.$(][\w/.$()=+@ -]*$/;

/** A scalar on one line; null may be an empty text. */
export function writeScalar(value: Scalar, choices: Choices, inFlow: boolean): string {
  if (value === null) {
    return choices.does("quotes", 40) ? choices.pick(inFlow ? ["~"] : ["~", "Null", ""]) : "null";
  }
  if (typeof value === "string") return writeString(value, choices);
  if (choices.does("tags", 10)) {
    return `!!${typeof value === "boolean" ? "bool" : isWhole(value) ? "int" : "float"} ${value}`;
  }
  return String(value);
}

/** A string on one line, in any of the three styles that can hold it. */
export function writeString(value: string, choices: Choices): string {
  if (choices.does("tags", 6)) return `!!str ${doubleQuoted(value, choices)}`;
  const plain = isPlain(value);
  if (plain && !choices.does("quotes", 40)) return value;
  if (choices.does("quotes", 50) && !/[\p{Cc}\u2028\u2029\uFEFF]/u.test(value)) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  return doubleQuoted(value, choices);
}

/** Whether a string can be written without quotes. */
export function isPlain(value: string): boolean {
  return PLAIN.test(value) && value.trim() === value && resolvePlain(value) === value;
}

function doubleQuoted(value: string, choices: Choices): string {
  const quoted = JSON.stringify(value).replaceAll(/[\x7F-\x9F\u2028\u2029\uFEFF]/g, escapeOf);
  if (!choices.does("escapes", 50)) return quoted;
  const [at, letter] = [quoted.search(/[a-z]/), quoted.match(/[a-z]/)?.[0]];
  if (at < 1 || letter === undefined || quoted[at - 1] === "\\") return quoted;
  const code = letter.charCodeAt(0).toString(16);
  const spelled = choices.pick([`\\u00${code}`, `\\x${code}`, `\\U000000${code}`]);
  return quoted.slice(0, at) + spelled + quoted.slice(at + 1);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isWhole(value: number): boolean {
  return Number.isInteger(value);
}
