import type { Settings } from "../../inject/compiled-options.ts";

/** Escapes in double quotes that can spell a name without its letters: `\/ \x \u \U`, a folded line. */
const HIDING_ESCAPES = new Set(["/", "x", "u", "U", "\n", "\r", "\u0085", "\u2028", "\u2029"]);

/** What a tag that hides a name in base64 may be written with. */
const TAGS = ["!!b", "!!%", "!<", "%TAG"];

/** V8 looks for the first character of a shorter text alone, five times as fast. */
const LONGEST_STEM = 6;

/** A text without which there is no GPU, and a part of it that is searched for first. */
export interface Needle {
  readonly stem: string;
  readonly whole: string;
}

/**
 * Tells which parts of a text could hold a GPU resource, by plain substring search: each part of
 * the text is searched once for each stem, however many documents it holds.
 */
export class GpuMentions {
  readonly #text: string;
  readonly #needles: readonly Needle[];
  readonly #stems: readonly string[];
  /** Where each stem is next, from where was last asked. */
  readonly #next: number[];
  #nextEscape = -1;

  constructor(text: string, needles: readonly Needle[]) {
    this.#text = text;
    this.#needles = needles;
    this.#stems = [...new Set(needles.map(({ stem }) => stem))];
    this.#next = this.#stems.map(() => -1);
  }

  /** Whether a GPU resource could be named from `start` to `end`. Ask in ascending order. */
  between(start: number, end: number): boolean {
    for (let index = 0; index < this.#stems.length; index++) {
      const stem = this.#stems[index] as string;
      let next = this.#next[index] as number;
      if (next < start) {
        next = orEnd(this.#text.indexOf(stem, start));
        this.#next[index] = next;
      }
      if (next < end && this.#holdsNeedle(stem, start, end)) return true;
    }
    return this.#escapeBetween(start, end);
  }

  #holdsNeedle(stem: string, start: number, end: number): boolean {
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

/** What to search for: what GPU resource names begin with, and the kinds with names of their own. */
export function gpuNeedles(settings: Settings): readonly Needle[] {
  const names = settings.gpuNames.patterns.map((pattern) => pattern.replace(/\*$/, ""));
  const kinds = settings.carriers.kindsWithOwnGpuNames();
  const needles = [
    ...names.map((whole) => ({ stem: stemOf(whole, whole.indexOf("/")), whole })),
    ...kinds.map(({ group, kind }) => needleOfKind(group, kind)),
    ...TAGS.map((tag) => ({ stem: stemOf(tag), whole: tag })),
  ];
  // `nvidia.com/gpu.shared` is found with `nvidia.com/gpu`.
  return needles.filter(
    ({ whole }) => !needles.some((other) => other.whole !== whole && whole.includes(other.whole)),
  );
}

/** `/gpu` of `nvidia.com/gpu`, a slash being rare; of what has none, how it begins. */
function stemOf(whole: string, slash = -1): string {
  const from = Math.max(0, slash);
  return whole.slice(from, from + LONGEST_STEM);
}

/** An object of the group has that in its apiVersion, before its kind or behind it. */
function needleOfKind(group: string, kind: string): Needle {
  const whole = kind === "*" ? `${group}/` : kind;
  return { stem: stemOf(whole), whole };
}
