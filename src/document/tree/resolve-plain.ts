import { resolveNumber } from "./resolve-number.ts";

/** What a plain scalar can evaluate to. */
export type PlainValue = string | number | boolean | null;

/** The words of YAML 1.1 that are not strings, in the three spellings that go-yaml accepts. */
export const WORDS: ReadonlyMap<string, boolean | null> = /* @__PURE__ */ new Map<
  string,
  boolean | null
>(/* @__PURE__ */ wordValues());

function wordValues(): [word: string, value: boolean | null][] {
  const words: [string, boolean | null][] = [
    ["~ null Null NULL", null],
    ["y Y yes Yes YES on On ON true True TRUE", true],
    ["n N no No NO off Off OFF false False FALSE", false],
  ];
  return words.flatMap(([spellings, value]) =>
    spellings.split(" ").map((word): [string, boolean | null] => [word, value]),
  );
}

/** The length of `false`. */
const LONGEST_WORD = 5;

const PLUS = 0x2b;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;

/**
 * The value of a plain (unquoted) scalar as kubectl's go-yaml reads it, which is close to YAML 1.1.
 * `text` has no blanks around it.
 *
 * `.inf` and `.nan`, which kubectl refuses since JSON cannot hold them, stay text.
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
  // Characters above the digits: letters and the tilde.
  if (first >= COLON) {
    if (text.length > LONGEST_WORD) return text;
    const word = WORDS.get(text);
    return word === undefined ? text : word;
  }
  // Plus, comma, minus, dot, slash, digits.
  return first < PLUS || first === SLASH ? text : resolveNumber(text, first === DOT);
}
