import { resolveNumber } from "./resolve-number.ts";

/** What a plain scalar can stand for. */
export type PlainValue = string | number | boolean | null;

/** The words that are no strings: those of YAML 1.1, in the three spellings go-yaml knows. */
export const WORDS: ReadonlyMap<string, boolean | null> = /* @__PURE__ */ new Map<
  string,
  boolean | null
>([
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["y", true],
  ["Y", true],
  ["yes", true],
  ["Yes", true],
  ["YES", true],
  ["on", true],
  ["On", true],
  ["ON", true],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["n", false],
  ["N", false],
  ["no", false],
  ["No", false],
  ["NO", false],
  ["off", false],
  ["Off", false],
  ["OFF", false],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

/** `false`, the longest of them. */
export const LONGEST_WORD = 5;

const PLUS = 0x2b;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;

/**
 * The value of a plain (unquoted) scalar as kubectl reads it: YAML 1.1 in spirit, by the go-yaml it
 * is built with. `text` carries no blanks around it.
 *
 * `.inf` and `.nan`, which kubectl reads and then fails on for want of a JSON form, stay text.
 *
 * @example
 * ```ts
 * resolvePlain("yes"); // true
 * resolvePlain("0o17"); // 15
 * resolvePlain("190:20:30"); // "190:20:30"
 * ```
 */
export function resolvePlain(text: string): PlainValue {
  if (text === "") return null;
  const first = text.charCodeAt(0);
  // Behind the digits: letters and the tilde.
  if (first >= COLON) {
    if (text.length > LONGEST_WORD) return text;
    const word = WORDS.get(text);
    return word === undefined ? text : word;
  }
  // Plus, comma, minus, dot, slash, digits.
  return first < PLUS || first === SLASH ? text : resolveNumber(text, first === DOT);
}
