import { END, isOdd, LETTER, ODD } from "./byte-classes.ts";

/**
 * Thrown, without a stack, where the lexer is not certain: the whole document goes to the `yaml`
 * package. Never leaves `DocumentLexer.read`.
 */
export const UNCERTAIN: unique symbol = /* @__PURE__ */ Symbol("uncertain");

/** What nearly every runtime has, and what is twenty times as fast as a loop. */
interface Encoder {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
}

/**
 * The text of the document that is being read, with one byte for each UTF-16 unit: reading bytes takes
 * half the time of reading a string. Refilled for every document.
 */
export class DocumentBytes {
  text = "";
  /** Whether it is JSON for kubectl, and not YAML. */
  isJson = false;
  /** ASCII as it is, `LETTER` or `ODD` for anything else, `END` after the last. */
  bytes: Uint8Array = new Uint8Array();
  readonly #encoder: Encoder | undefined;

  constructor() {
    const { TextEncoder } = globalThis as { readonly TextEncoder?: new () => Encoder };
    this.#encoder = TextEncoder && new TextEncoder();
  }

  load(text: string, isJson = false): void {
    this.text = text;
    this.isJson = isJson;
    const { length } = text;
    if (this.bytes.length <= length) this.bytes = new Uint8Array(2 * length + 1);
    const encoded = this.#encoder?.encodeInto(text, this.bytes);
    if (encoded?.read !== length || encoded.written !== length) this.#loadByUnit();
    this.bytes[length] = END;
  }

  #loadByUnit(): void {
    const { text, bytes } = this;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 128) bytes[at] = code;
      else if (!isOdd(code)) bytes[at] = LETTER;
      else if (isPair(code, text.charCodeAt(at + 1))) {
        bytes[at++] = LETTER;
        bytes[at] = LETTER;
      } else bytes[at] = ODD;
    }
  }
}

function isPair(high: number, low: number): boolean {
  return (high & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00;
}
