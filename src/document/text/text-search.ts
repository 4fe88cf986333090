/** Escapes in double quotes that can spell a name without its letters: `\/ \x \u \U`, a folded line. */
const HIDING_ESCAPES = new Set(["/", "x", "u", "U", "\n", "\r", "\u0085", "\u2028", "\u2029"]);

/** How a tag can begin that hides a name in base64. */
const HIDING_TAGS = ["!!b", "!!%", "!<", "%TAG"];

/** V8 finds shorter texts five times as fast: bench yaml, "1 document in 10". */
const MAX_STEM = 6;

/** A text to search for, and a part of it that is searched for first. */
export interface Needle {
  readonly stem: string;
  readonly whole: string;
}

/** Needles for texts; one that contains another is found with it. */
export function needlesFor(texts: readonly string[]): readonly Needle[] {
  const all = [...texts, ...HIDING_TAGS];
  const needed = all.filter(
    (whole) => !all.some((other) => other !== whole && whole.includes(other)),
  );
  return needed.map((whole) => ({ stem: stemOf(whole), whole }));
}

/** `/gpu` of `nvidia.com/gpu`, a slash being rare, and a tilde more so; else how the text begins. */
function stemOf(whole: string): string {
  if (whole.startsWith("~1")) return "~1";
  const slash = whole.indexOf("/");
  const from = slash === -1 || slash === whole.length - 1 ? 0 : slash;
  return whole.slice(from, from + MAX_STEM);
}

/**
 * Tells which parts of a text could hold one of several names, by substring search: the text is
 * searched once for each stem, however many documents it has.
 */
export class TextSearch {
  readonly #text: string;
  readonly #needles: readonly Needle[];
  readonly #stems: readonly string[];
  /** Where each stem is next, from where it was last searched for. */
  readonly #next: number[];
  #nextEscape = -1;

  constructor(text: string, needles: readonly Needle[]) {
    this.#text = text;
    this.#needles = needles;
    this.#stems = [...new Set(needles.map(({ stem }) => stem))];
    this.#next = this.#stems.map(() => -1);
  }

  /** Whether a name could be between `start` and `end`. Ask in ascending order. */
  between(start: number, end: number): boolean {
    for (let index = 0; index < this.#stems.length; index++) {
      const stem = this.#stems[index] as string;
      let next = this.#next[index] as number;
      if (next < start) {
        next = orEnd(this.#text.indexOf(stem, start));
        this.#next[index] = next;
      }
      if (next < end && this.#hasNeedle(stem, start, end)) return true;
    }
    return this.#escapeBetween(start, end);
  }

  #hasNeedle(stem: string, start: number, end: number): boolean {
    const part = this.#text.slice(start, end);
    return this.#needles.some((needle) => needle.stem === stem && part.includes(needle.whole));
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
