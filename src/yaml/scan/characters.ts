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
export const DOT = 46;
export const DIGIT_0 = 48;
export const DIGIT_9 = 57;
export const COLON = 58;
export const LESS = 60;
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
