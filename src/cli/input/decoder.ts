import { TextDecoder } from "node:util";

/** How text is written as bytes. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** The bytes are not text. */
export class NotTextError extends Error {
  override readonly name = "NotTextError";
}

/**
 * Decodes bytes that arrive in chunks, cut anywhere: UTF-8, or UTF-16 with a byte order mark, as
 * kubectl does. Strict, so that `encode` restores the very bytes; a byte order mark is part of the text.
 */
export class Decoder {
  encoding: Encoding = "utf-8";
  #decoder: TextDecoder | undefined;
  /** A first byte, which does not tell the encoding. */
  #start: Buffer = Buffer.alloc(0);

  /** @throws NotTextError */
  push(chunk: Buffer): string {
    if (this.#decoder !== undefined) return decode(this.#decoder, chunk);
    this.#start = Buffer.concat([this.#start, chunk]);
    return this.#start.length < 2 ? "" : decode(this.#begin(), this.#start);
  }

  /** @throws NotTextError if the text ends within a character */
  end(): string {
    const rest = this.#decoder === undefined ? decode(this.#begin(), this.#start) : "";
    return rest + decode(this.#begin());
  }

  #begin(): TextDecoder {
    if (this.#decoder === undefined) this.encoding = encodingOf(this.#start);
    this.#decoder ??= new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
    return this.#decoder;
  }
}

/** The bytes of a text. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  const bytes = Buffer.from(text, "utf16le");
  return encoding === "utf-16be" ? bytes.swap16() : bytes;
}

function encodingOf([first, second]: Buffer): Encoding {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** @param bytes - absent at the end of the text */
function decode(decoder: TextDecoder, bytes?: Buffer): string {
  try {
    const text = decoder.decode(bytes, { stream: bytes !== undefined });
    // NUL is in no text: without this, UTF-16 without its mark would pass as a file without a GPU.
    if (!text.includes("\0")) return text;
  } catch {}
  throw new NotTextError("not text");
}
