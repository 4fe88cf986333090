import { END, isOdd, LETTER, ODD } from "./characters.ts";

/** Of the WHATWG's Encoding standard: in every runtime there is, but not in ECMAScript itself. */
declare const TextEncoder: new () => {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
};

const ENCODER = /* @__PURE__ */ new TextEncoder();

/** Enough for most documents. */
const FIRST_CAPACITY = 8192;

const BEYOND_ASCII = 128;
const HIGH_SURROGATES = 0xd800;
const LOW_SURROGATES = 0xdc00;
const BEHIND_SURROGATES = 0xe000;

/**
 * The text of the document that is being read, with a byte for every UTF-16 unit of it: reading
 * those takes half the time of reading the string. Filled anew for every document.
 */
export class DocumentText {
  text = "";
  /** ASCII as it is; whatever is beyond it as a letter, or as odd; `END` behind the last. */
  bytes: Uint8Array = new Uint8Array(FIRST_CAPACITY);

  load(text: string): void {
    this.text = text;
    const { length } = text;
    if (this.bytes.length <= length) this.bytes = new Uint8Array(length * 2);
    const { read, written } = ENCODER.encodeInto(text, this.bytes);
    if (read !== length || written !== length) this.#loadBeyondAscii();
    this.bytes[length] = END;
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  #loadBeyondAscii(): void {
    const { text, bytes } = this;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < BEYOND_ASCII) bytes[at] = code;
      else if (!isOdd(code)) bytes[at] = LETTER;
      else if (isPair(code, text.charCodeAt(at + 1))) {
        bytes[at++] = LETTER;
        bytes[at] = LETTER;
      } else bytes[at] = ODD;
    }
  }
}

function isPair(high: number, low: number): boolean {
  return (
    high >= HIGH_SURROGATES &&
    high < LOW_SURROGATES &&
    low >= LOW_SURROGATES &&
    low < BEHIND_SURROGATES
  );
}
