import type { Settings } from "../../inject/compiled-options.ts";

/** Escapes in double quotes that can spell a name without its letters: `\/ \x \u \U`, a folded line. */
const HIDING_ESCAPES = new Set(["/", "x", "u", "U", "\n", "\r"]);

/** A tag that can hide a name in base64. */
const BINARY_TAG = "!!binary";

/**
 * Tells which parts of a text could hold a GPU resource, by plain substring search: each part of
 * the text is searched once, however many documents it holds.
 */
export class GpuMentions {
  readonly #text: string;
  readonly #needles: readonly string[];
  /** Where each needle is next, from where was last asked. */
  readonly #next: number[];
  #nextEscape = -1;

  constructor(text: string, needles: readonly string[]) {
    this.#text = text;
    this.#needles = needles;
    this.#next = needles.map(() => -1);
  }

  /** Whether a GPU resource could be named from `start` to `end`. Ask in ascending order. */
  between(start: number, end: number): boolean {
    for (let index = 0; index < this.#needles.length; index++) {
      let next = this.#next[index] as number;
      if (next < start) {
        next = orEnd(this.#text.indexOf(this.#needles[index] as string, start));
        this.#next[index] = next;
      }
      if (next < end) return true;
    }
    return this.#escapeBetween(start, end);
  }

  #escapeBetween(start: number, end: number): boolean {
    if (this.#nextEscape < start) this.#nextEscape = this.#findEscape(start);
    return this.#nextEscape < end;
  }

  #findEscape(from: number): number {
    let at = this.#text.indexOf("\\", from);
    while (at !== -1 && !HIDING_ESCAPES.has(this.#text.charAt(at + 1))) {
      at = this.#text.indexOf("\\", at + 2);
    }
    return orEnd(at);
  }
}

function orEnd(offset: number): number {
  return offset === -1 ? Number.POSITIVE_INFINITY : offset;
}

/** What to search for: what every GPU resource name begins with, or the kinds with names of their own. */
export function gpuNeedles(settings: Settings): readonly string[] {
  const names = settings.gpuNames.patterns.map((pattern) => pattern.replace(/\*$/, ""));
  const all = [...names, ...settings.carriers.kindsWithOwnGpuNames(), BINARY_TAG];
  return all.filter(
    (one, index) => !all.some((other, at) => one.includes(other) && (one !== other || at < index)),
  );
}
