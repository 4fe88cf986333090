/** A word further away than this is another word, not a typo. */
const MAX_DISTANCE = 3;

/** Longer words are not compared: nobody mistypes a key into a novel. */
const MAX_LENGTH = 64;

/**
 * Finds the known name nearest to what was written, if one is near: by edit distance, or as a part of
 * it (`threadPercentage` for `activeThreadPercentage`).
 */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  if (written.length > MAX_LENGTH) return undefined;
  const word = normalize(written);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const edits = distance(word, normalize(name));
    if (edits < least) [best, least] = [name, edits];
  }
  if (least <= Math.min(MAX_DISTANCE, word.length / 2)) return best;
  return word.length < 4 ? undefined : known.find((name) => normalize(name).includes(word));
}

function normalize(text: string): string {
  return text.toLowerCase().replaceAll(/[-_.\s]/g, "");
}

/** Levenshtein distance, one row at a time. */
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
