import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  HASH,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from "../text/characters.ts";
import { WORDS } from "../tree/resolve-plain.ts";

const TILDE = 126;
const LETTER_A = 65;

/** What stands for a character that is odd, for a letter beyond ASCII, and for the end. */
export const ODD = 1;
export const LETTER = 192;
export const END = 255;

/** One for each byte that passes, 0 for others: a look-up where comparisons would be several. */
function byteTable(passes: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (passes(byte) ? 1 : 0));
}

/** What a plain scalar cannot begin with, or what the scanner leaves to the `yaml` package there. */
const SPECIAL_STARTS = "?:,[]{}#&*!|>'\"%@`=";

/** What a plain scalar that begins so is beyond the scanner for; a dash is the caller's business. */
export const IS_SPECIAL_START: Uint8Array = /* @__PURE__ */ byteTable((byte) =>
  SPECIAL_STARTS.includes(String.fromCharCode(byte)),
);

/** What may stand within a line, whatever it means there: tabs too. */
export const IS_TEXT: Uint8Array = /* @__PURE__ */ byteTable(
  (byte) => byte === TAB || (byte !== END && !isOdd(byte)),
);

/** What a key and a plain scalar may hold and neither end with nor begin anything else at. */
export const IS_PLAIN: Uint8Array = /* @__PURE__ */ textWithout(TAB, COLON, HASH);

/** The same within brackets. */
export const IS_FLOW_PLAIN: Uint8Array = /* @__PURE__ */ textWithout(
  TAB,
  COLON,
  HASH,
  COMMA,
  OPEN_BRACKET,
  CLOSE_BRACKET,
  OPEN_BRACE,
  CLOSE_BRACE,
);

export const IS_DOUBLE_QUOTED: Uint8Array = /* @__PURE__ */ textWithout(
  TAB,
  DOUBLE_QUOTE,
  BACKSLASH,
);

export const IS_SINGLE_QUOTED: Uint8Array = /* @__PURE__ */ textWithout(TAB, SINGLE_QUOTE);

function textWithout(...others: readonly number[]): Uint8Array {
  return byteTable((byte) => IS_TEXT[byte] === 1 && !others.includes(byte));
}

/** What begins a number, a word that is no string, or a merge. */
export const MAY_BEGIN_WORD: Uint8Array = /* @__PURE__ */ byteTable((byte) => {
  const char = String.fromCharCode(byte);
  return "+-.0123456789<".includes(char) || [...WORDS.keys()].some((word) => word[0] === char);
});

const LETTERS = 32;

const IS_WORD_START: Uint8Array = /* @__PURE__ */ wordStarts();

function wordStarts(): Uint8Array {
  const table = new Uint8Array(LETTERS * LETTERS);
  for (const word of WORDS.keys()) {
    if (word.length > 1) table[pair(word.charCodeAt(0), word.charCodeAt(1))] = 1;
  }
  return table;
}

/** Two letters as one number, large or small. */
function pair(first: number, second: number): number {
  return (first % LETTERS) * LETTERS + (second % LETTERS);
}

/** Whether what begins with two letters may be a word that is no string. */
export function isWordStart(first: number, second: number): boolean {
  return IS_WORD_START[pair(first, second)] === 1;
}

export function isLetter(byte: number): boolean {
  return byte >= LETTER_A && byte !== TILDE;
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
