import type { Choices } from "./choices.ts";

/**
 * A string as a block scalar below a node at `column`: the header, and lines with their indentation;
 * `undefined` if no block scalar can hold it.
 */
export function writeBlockScalar(
  value: string,
  column: number,
  choices: Choices,
): readonly [header: string, ...lines: string[]] | undefined {
  if (!/^[^\s][\s\S]*$/.test(value) || /[^\P{Cc}\n\t]|[\u2028\u2029\uFEFF]/u.test(value)) {
    return undefined;
  }
  const breaks = /\n*$/.exec(value)?.[0].length ?? 0;
  const body = value.slice(0, value.length - breaks).split("\n");
  const indent = " ".repeat(column + choices.pick([2, 1, 4, 3]));
  const isFoldable = body.every((line) => /^\S(?:.*\S)?$/.test(line));
  const folded = isFoldable && choices.does("block scalars", 40);
  const lines = folded ? body.flatMap((line, index) => foldedLines(line, index, choices)) : body;
  const chomping = breaks === 0 ? "-" : breaks === 1 ? choices.pick(["", "+"]) : "+";
  const width = choices.does("block scalars", 10) ? String(indent.length - column) : "";
  // The width counts from the parent node, which is certain at column 0 only.
  const header = `${folded ? ">" : "|"}${column === 0 ? width : ""}${chomping}`;
  const comment = choices.does("comments", 20) ? " # a script" : "";
  const blanks =
    choices.does("blank lines", 20) && chomping !== "+"
      ? choices.pick(["", " ".repeat(Math.max(0, column))])
      : undefined;
  return [
    header + comment,
    ...lines.map((line) => (line === "" ? "" : indent + line)),
    ...Array.from({ length: chomping === "+" ? breaks - 1 : 0 }, () => ""),
    ...(blanks === undefined ? [] : [blanks]),
  ];
}

/** The lines that fold to one line: cut at a blank, with a blank line above for its line break. */
function foldedLines(line: string, index: number, choices: Choices): string[] {
  const above = index === 0 ? [] : [""];
  const at = line.search(/\S \S/);
  const cut = at !== -1 && choices.does("folds", 50);
  return cut ? [...above, line.slice(0, at + 1), line.slice(at + 2)] : [...above, line];
}
