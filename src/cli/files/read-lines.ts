import type { Source } from "./source.ts";

/** No line is read further than this: all of a JSON file may be one line. */
const LONGEST = 1_000_000;

/** Some lines of a source by their numbers, from 1; without their line breaks. */
export async function readLines(
  source: Source,
  numbers: Iterable<number>,
): Promise<ReadonlyMap<number, string>> {
  const wanted = new Set(numbers);
  const last = Math.max(0, ...wanted);
  const lines = new Map<number, string>();
  let number = 1;
  let line = "";
  const keep = () => {
    if (wanted.has(number)) lines.set(number, line.replace(/\r$/, ""));
  };
  for await (const chunk of last === 0 ? [] : source.chunks()) {
    let start = 0;
    for (let at = chunk.indexOf("\n"); at !== -1; at = chunk.indexOf("\n", start)) {
      if (wanted.has(number)) line += chunk.slice(start, at);
      keep();
      line = "";
      start = at + 1;
      if (++number > last) return lines;
    }
    if (wanted.has(number) && line.length < LONGEST) line += chunk.slice(start);
  }
  keep();
  return lines;
}
