import { decodeBase64 } from "../tree/decode-base64.ts";

/** Escapes in double quotes that can hide a name: `\/ \x \u \U` and a folded line. */
const HIDING_ESCAPES = new Set(["/", "x", "u", "U", "\n", "\r", "\u0085", "\u2028", "\u2029"]);

/** The beginnings of a tag that can hide a name in base64. */
const HIDING_TAGS = ["!!b", "!!%", "!<", "%TAG"];

/** V8 finds shorter texts five times as fast: bench yaml, "1 document in 10 with a GPU". */
const MAX_STEM = 6;

/** A text to search for, and the part of it that is searched for first. */
export interface Needle {
  readonly stem: string;
  readonly whole: string;
  /** Whether it is not a name, but what may hide one, or go with one. */
  readonly isHint: boolean;
}

/**
 * Needles for names. A name that contains another is found with it.
 *
 * @param hints - texts that are worth a look, although they are not names
 */
export function needlesFor(
  names: readonly string[],
  hints: readonly string[] = [],
): readonly Needle[] {
  const all = [...names, ...hints, ...HIDING_TAGS];
  const needed = all.filter(
    (whole) => !all.some((other) => other !== whole && whole.includes(other)),
  );
  return needed.map((whole) => ({ stem: stemOf(whole), whole, isHint: !names.includes(whole) }));
}

/** `/gpu` of `nvidia.com/gpu`, since a slash is rare, and a tilde more so; else the beginning of the text. */
function stemOf(whole: string): string {
  if (whole.startsWith("~1")) return "~1";
  // One search for all texts that begin so.
  if (whole.startsWith("gpu-")) return "gpu-";
  const slash = whole.indexOf("/");
  const from = slash === -1 || slash === whole.length - 1 ? 0 : slash;
  return whole.slice(from, from + MAX_STEM);
}

/**
 * Finds the parts of a text that may contain one of several names. Searches the text once for each
 * stem, however many parts it has.
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

  /**
   * How a name may be between `start` and `end`: as it is, or hidden by an escape or a tag; a hint counts
   * as hidden. Call it in ascending order.
   */
  between(start: number, end: number): "plain" | "hidden" | undefined {
    let isHidden = false;
    for (let index = 0; index < this.#stems.length; index++) {
      const stem = this.#stems[index] as string;
      let next = this.#next[index] as number;
      if (next < start) {
        next = orInfinity(this.#text.indexOf(stem, start));
        this.#next[index] = next;
      }
      if (next >= end) continue;
      const found = this.#findNeedle(stem, start, end);
      if (found === "plain") return found;
      isHidden ||= found === "hidden";
    }
    if (this.#nextEscape < start) this.#nextEscape = this.#findEscape(start);
    return isHidden || this.#nextEscape < end ? "hidden" : undefined;
  }

  #findNeedle(stem: string, start: number, end: number): "plain" | "hidden" | undefined {
    const part = this.#text.slice(start, end);
    const found = this.#needles.filter(
      (needle) => needle.stem === stem && part.includes(needle.whole),
    );
    if (found.length === 0) return undefined;
    return found.every(({ isHint }) => isHint) ? "hidden" : "plain";
  }

  #findEscape(from: number): number {
    let at = this.#text.indexOf("\\", from);
    while (at !== -1 && !HIDING_ESCAPES.has(this.#text.charAt(at + 1))) {
      at = this.#text.indexOf("\\", at + 2);
    }
    return orInfinity(at);
  }
}

const ESCAPE =
  /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(?:\r?\n|[\r\u0085\u2028\u2029])[ \t]*)/g;

const BASE64 = /[A-Za-z\d+/]{4,}={0,2}/g;

/** Whether a name is in a text that cannot be read, once escapes and base64 in it are decoded. */
export function hidesName(text: string, needles: readonly Needle[]): boolean {
  const names = needles.filter(({ isHint }) => !isHint).map(({ whole }) => whole);
  const hasName = (part: string): boolean => names.some((name) => part.includes(name));
  const unescaped = text
    .replaceAll("\\/", "/")
    .replace(ESCAPE, (_, x?: string, u?: string, U?: string) => fromCode(x ?? u ?? U));
  if (hasName(unescaped)) return true;
  return (unescaped.match(BASE64) ?? []).some((part) => hasName(decodeBase64(part) ?? ""));
}

function fromCode(digits: string | undefined): string {
  const code = Number.parseInt(digits ?? "", 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

function orInfinity(offset: number): number {
  return offset === -1 ? Number.POSITIVE_INFINITY : offset;
}
