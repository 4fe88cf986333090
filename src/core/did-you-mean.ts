/** A word further away than this is another word, not a slip of the fingers. */
const MOST_SLIPS = 3;

/** Longer words are compared no more: nobody mistypes a key into a novel. */
const LONGEST = 64;

/**
 * The known name nearest to what was written, if one is near: by letters shared at either end
 * (`threadPercentage` for `activeThreadPercentage`) or by edit distance.
 */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  if (written.length > LONGEST) return undefined;
  const word = normalize(written);
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const slips = distance(word, normalize(name));
    if (slips < fewest) [best, fewest] = [name, slips];
  }
  if (fewest <= Math.min(MOST_SLIPS, word.length / 2)) return best;
  return word.length < 4 ? undefined : known.find((name) => normalize(name).includes(word));
}

function normalize(text: string): string {
  return text.toLowerCase().replaceAll(/[-_.\s]/g, "");
}

/** Levenshtein's distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
