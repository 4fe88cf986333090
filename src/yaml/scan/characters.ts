export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const PLUS = 43;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const GREATER = 62;
export const LETTER_A = 65;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

/** What a plain scalar cannot begin with, or what the scanner leaves to the `yaml` package there. */
const SPECIAL_STARTS = "?:,[]{}#&*!|>'\"%@`=";

const IS_SPECIAL_START: readonly boolean[] = /* @__PURE__ */ Array.from(
  { length: 128 },
  (_, code) => SPECIAL_STARTS.includes(String.fromCharCode(code)),
);

/** Whether a plain scalar that begins so is beyond the scanner; a dash is the caller's business. */
export function isSpecialStart(code: number): boolean {
  return code < 128 && IS_SPECIAL_START[code] === true;
}

/**
 * Whether a character is none that every reader takes for what it looks like: a control character,
 * a tab among them, or one that some take for a line break or a byte order mark.
 */
export function isOdd(code: number): boolean {
  return code < SPACE || (code > TILDE && isOddBeyondAscii(code));
}

function isOddBeyondAscii(code: number): boolean {
  if (code <= 0x9f || code === 0x2028 || code === 0x2029) return true;
  // Surrogates, which may be halves of no pair, the byte order mark, and what is no character.
  return code >= 0xd800 && (code <= 0xdfff || code === 0xfeff || code >= 0xfffe);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const ODD = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]|\r(?!\n)|\p{Surrogate}/u;

/** Whether whole lines, which may be long, hold an odd character; tabs are none there. */
export function holdsOdd(lines: string): boolean {
  return ODD.test(lines);
}
