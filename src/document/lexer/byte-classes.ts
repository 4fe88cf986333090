import { SPACE, TAB } from "../text/characters.ts";
import { WORDS } from "../tree/resolve-plain.ts";

const TILDE = 126;

/** The bytes of what ASCII lacks: an odd character, a letter, and the end of the text. */
export const ODD = 1;
export const LETTER = 192;
export const END = 255;

/** 1 for each byte that is in the class: a lookup takes less time than several comparisons. */
function byteClass(has: (byte: number, char: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    has(byte, String.fromCharCode(byte)) ? 1 : 0,
  );
}

/** Everything that a line may contain, tabs included. */
export const IS_TEXT: Uint8Array = /* @__PURE__ */ byteClass(
  (byte) => byte === TAB || (byte !== END && !isOdd(byte)),
);

/** Text that is always part of a plain scalar or key, except at its start or end. */
export const IS_PLAIN: Uint8Array = /* @__PURE__ */ textWithout("\t:#");
export const IS_FLOW_PLAIN: Uint8Array = /* @__PURE__ */ textWithout("\t:#,[]{}?");
export const IS_DOUBLE_QUOTED: Uint8Array = /* @__PURE__ */ textWithout('\t"\\');
export const IS_SINGLE_QUOTED: Uint8Array = /* @__PURE__ */ textWithout("\t'");

function textWithout(others: string): Uint8Array {
  return byteClass((byte, char) => IS_TEXT[byte] === 1 && !others.includes(char));
}

/** All bytes: after a digit, a sign, a dot or `<` anything may make a number or a merge. */
const ANY = -1;

/**
 * The bytes that may follow each first byte in a number, a merge, or a word that is not a string: a bit
 * for the lowest five bits of each, which upper and lower case have in common.
 */
export const AFTER_WORD_START: Int32Array = /* @__PURE__ */ afterWordStart();

function afterWordStart(): Int32Array {
  const table = Int32Array.from({ length: 256 }, (_, byte) =>
    "+-.0123456789<".includes(String.fromCharCode(byte)) ? ANY : 0,
  );
  for (const word of WORDS.keys()) {
    const first = word.charCodeAt(0);
    table[first] = (table[first] as number) | (1 << word.charCodeAt(1));
  }
  return table;
}

/**
 * Whether some reader may take a character for something else than it looks like: a control character,
 * tabs included, a line break of some readers, half a surrogate pair, a byte order mark, a noncharacter.
 */
export function isOdd(code: number): boolean {
  if (code <= TILDE) return code < SPACE;
  if (code <= 0x9f || code === 0x2028 || code === 0x2029) return true;
  return code >= 0xd800 && (code <= 0xdfff || code === 0xfeff || code >= 0xfffe);
}
