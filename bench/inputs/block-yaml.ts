/** The style of an author. */
export interface YamlStyle {
  /** Whether the items of a list are indented below its key. */
  readonly indentLists?: boolean;
  /** The number of lines for each comment; 0 for no comments. */
  readonly commentEvery?: number;
  readonly lineBreak?: "\n" | "\r\n";
}

/** Writes a value in plain block style, as in most manifests. */
export function blockYaml(value: object, style: YamlStyle): string {
  const lines: string[] = [];
  writeBlock(value, "", "", style.indentLists === true ? "  " : "", lines);
  const every = style.commentEvery ?? 0;
  const commented =
    every === 0
      ? lines
      : lines.flatMap((line, index) => (index % every === 0 ? [comment(line, index), line] : line));
  const lineBreak = style.lineBreak ?? "\n";
  return commented.join(lineBreak) + lineBreak;
}

function comment(line: string, index: number): string {
  const indent = line.length - line.trimStart().length;
  return `${" ".repeat(indent)}# why it is so: see "runbook" ${index}, and ask the team: first`;
}

/** Writes the fields of a map or the items of a list, the first of them after `lead`. */
function writeBlock(
  value: object,
  lead: string,
  indent: string,
  listIndent: string,
  lines: string[],
): void {
  let before = lead === "" ? indent : lead;
  for (const [key, child] of Object.entries(value)) {
    if (Array.isArray(value)) writeItem(child, before, indent, listIndent, lines);
    else writeField(key, child, before, indent, listIndent, lines);
    before = indent;
  }
}

function writeItem(
  child: unknown,
  before: string,
  indent: string,
  listIndent: string,
  lines: string[],
): void {
  if (typeof child === "object" && child !== null) {
    writeBlock(child, `${before}- `, `${indent}  `, listIndent, lines);
  } else {
    lines.push(`${before}- ${scalar(child)}`);
  }
}

function writeField(
  key: string,
  child: unknown,
  before: string,
  indent: string,
  listIndent: string,
  lines: string[],
): void {
  if (typeof child !== "object" || child === null) {
    lines.push(`${before}${key}: ${scalar(child)}`);
    return;
  }
  lines.push(`${before}${key}:`);
  writeBlock(child, "", indent + (Array.isArray(child) ? listIndent : "  "), listIndent, lines);
}

/** A string that every reader reads as a string without quotes. */
const PLAIN = /^[a-z/][a-z./-]*[a-z]$/;
const WORD = /^(?:true|false|null|yes|no|on|off|y|n)$/;

function scalar(value: unknown): string {
  return typeof value === "string" && PLAIN.test(value) && !WORD.test(value)
    ? value
    : JSON.stringify(value);
}
