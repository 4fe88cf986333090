import { BYTE_ORDER_MARK } from "./characters.ts";
import { isJsonObject, JsonObjectEnd } from "./json-objects.ts";
import { isOnlyComments } from "./split-documents.ts";

/** The length of `\n---` without its last character. */
const TAIL = 3;

/**
 * Cuts a text that arrives in arbitrary chunks into blocks of whole documents. Holds no more than the
 * document that is not complete yet, and reads every character once.
 */
export class BlockCutter {
  #pending: string[] = [];
  #length = 0;
  #tail = "";
  #isFirst = true;
  /** Finds where the pending text may be cut between JSON objects; `undefined` if it is YAML. */
  #json: JsonCutter | undefined = new JsonCutter();

  /** The length of the text that is held. */
  get held(): number {
    return this.#length;
  }

  /** Whether a line that begins with `---` follows what was cut last. */
  get isAtSeparator(): boolean {
    return this.#pending[0]?.startsWith("---") === true;
  }

  /** Adds a chunk; returns the documents that it completes, if any. */
  push(chunk: string): string | undefined {
    if (chunk === "") return undefined;
    const before = this.#length;
    // After a byte order mark, even JSON is YAML for kubectl.
    if (before === 0 && this.#isFirst && chunk.startsWith(BYTE_ORDER_MARK)) this.#json = undefined;
    this.#pending.push(chunk);
    this.#length += chunk.length;
    const window = this.#tail + chunk;
    const separator = window.lastIndexOf("\n---");
    this.#tail = window.slice(-TAIL);
    if (separator !== -1) {
      this.#json = undefined;
      return this.#cut(before - (window.length - chunk.length) + separator + 1);
    }
    const jsonCut = this.#json?.feed(chunk);
    if (jsonCut === undefined) this.#json = undefined;
    return jsonCut ? this.#cut(jsonCut) : undefined;
  }

  /** Returns the rest. */
  end(): string {
    const rest = this.#pending.join("");
    this.#pending = [];
    this.#length = 0;
    return rest;
  }

  #cut(at: number): string | undefined {
    const text = this.#pending.join("");
    const block = text.slice(0, at);
    // Comments before the first separator belong to the first document.
    if (this.#isFirst && isOnlyComments(block)) {
      this.#pending = [text];
      return undefined;
    }
    this.#isFirst = false;
    const rest = text.slice(at);
    this.#pending = [rest];
    this.#length = rest.length;
    return block;
  }
}

/** A character that decides whether a JSON object comes next. */
const DECISIVE = /[^\s{]/g;

function isDecisive(text: string, from: number): boolean {
  DECISIVE.lastIndex = from;
  return DECISIVE.test(text);
}

/** Follows JSON objects that arrive in chunks, one after the other. */
class JsonCutter {
  #isFirst = true;
  /** The object that is not complete yet. */
  #object: JsonObjectEnd | undefined;
  /** Between objects: the last character of the one before, if any, and what follows it. */
  #between = "";
  /** Where `#between` begins, from the last cut. */
  #offset = 0;

  /**
   * Adds a chunk. Returns where, from the last cut, the line begins that the last object begins on, or 0
   * if the text cannot be cut there; `undefined` if something other than an object follows.
   */
  feed(chunk: string): number | undefined {
    if (this.#object === undefined && !isDecisive(chunk, 0)) {
      this.#between += chunk;
      return 0;
    }
    const text = this.#between + chunk;
    let at = this.#object === undefined && !this.#isFirst ? 1 : 0;
    let cut = 0;
    let isJson = true;
    while (this.#object !== undefined || isDecisive(text, at)) {
      if (this.#object === undefined) {
        isJson = isJsonObject(text, at);
        if (!isJson) break;
        const brace = text.indexOf("{", at);
        const newline = text.slice(at, brace).lastIndexOf("\n");
        if (at > 0 && newline !== -1) cut = this.#offset + at + newline + 1;
        this.#isFirst = false;
        this.#object = new JsonObjectEnd();
        at = brace;
      }
      const end = this.#object.find(text, at, text.length);
      if (end === -1) break;
      this.#object = undefined;
      at = end;
    }
    const kept = this.#object === undefined ? Math.max(0, at - 1) : text.length;
    this.#between = text.slice(kept);
    this.#offset += kept - cut;
    return isJson || cut > 0 ? cut : undefined;
  }
}
