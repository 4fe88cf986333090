import { JsonNesting } from "./json-nesting.ts";
import { isJsonObject } from "./json-objects.ts";
import { isOnlyComments } from "./split-documents.ts";

/** Long enough to hold all of `\n---` but its last character. */
const TAIL = 3;

/**
 * Cuts a text that arrives in chunks, at any place, into blocks of whole documents. Holds no more
 * than the document that is not complete yet, and looks at every character once.
 */
export class BlockCutter {
  #pending: string[] = [];
  #length = 0;
  #tail = "";
  #isFirst = true;
  /** Of the pending text, if it is a row of JSON objects; not known before its first character. */
  #json: JsonNesting | "yaml" | "unknown" = "unknown";

  /** How much is held back. */
  get held(): number {
    return this.#length;
  }

  /** The documents that a chunk completes, if it completes any. */
  push(chunk: string): string | undefined {
    if (chunk === "") return undefined;
    const before = this.#length;
    this.#pending.push(chunk);
    this.#length += chunk.length;
    const window = this.#tail + chunk;
    const separator = window.lastIndexOf("\n---");
    this.#tail = window.slice(-TAIL);
    const lineCut = separator === -1 ? 0 : before - (window.length - chunk.length) + separator + 1;
    // What begins with dashes is no row of JSON objects.
    if (lineCut > 0) return this.#cut(lineCut, "yaml");
    const jsonCut = this.#jsonCut(chunk);
    return jsonCut > 0 ? this.#cut(jsonCut, this.#json) : undefined;
  }

  /** What is left. */
  end(): string {
    const rest = this.#pending.join("");
    this.#pending = [];
    this.#length = 0;
    return rest;
  }

  #cut(at: number, json: JsonNesting | "yaml" | "unknown"): string | undefined {
    const text = this.#pending.join("");
    const block = text.slice(0, at);
    // Comments before the first separator are the first document's.
    if (this.#isFirst && isOnlyComments(block)) {
      this.#pending = [text];
      return undefined;
    }
    this.#isFirst = false;
    const rest = text.slice(at);
    this.#pending = [rest];
    this.#length = rest.length;
    this.#json = json;
    return block;
  }

  /** Where the line begins on which the last of several JSON objects does; 0 where none follows. */
  #jsonCut(chunk: string): number {
    if (this.#json === "yaml") return 0;
    if (this.#json !== "unknown") return this.#json.feed(chunk);
    if (!/[^\s{]/.test(chunk)) return 0;
    const text = this.#pending.join("");
    if (!isJsonObject(text, 0)) {
      this.#json = "yaml";
      return 0;
    }
    this.#json = new JsonNesting();
    return this.#json.feed(text);
  }
}
