import { Choices, type Habit } from "./choices.ts";
import { writeBlockScalar } from "./write-block-scalar.ts";
import { writeFlow } from "./write-flow.ts";
import { isPlain, type Scalar, writeScalar, writeString } from "./write-scalar.ts";

/** A value as an author may write it. */
export interface WrittenYaml {
  readonly text: string;
  /** Whether the text must evaluate to the value. */
  readonly isFaithful: boolean;
}

/** Writes a value as YAML in a style made of choices. */
export function writeYaml(
  value: unknown,
  numbers: readonly number[],
  habits: readonly Habit[],
): WrittenYaml {
  return new Writer(new Choices(numbers, habits)).document(value);
}

const COMMENTS = [
  "# why",
  "#",
  "#- name: old",
  "# {{ if .Values.gpu }}",
  "# nvidia.com/gpu: 1",
] as const;
const ODD = ["é", "\u0085", "\u2028", "\uFEFF", "😀", "\u0007", "\u00A0", "\r", "\uD800"] as const;

class Writer {
  readonly #choices: Choices;
  readonly #lines: string[] = [];
  /** The anchors so far, by the JSON of their value. */
  readonly #anchors = new Map<string, string>();
  #anchorCount = 0;
  readonly #indent: number;
  readonly #listIndent: number;
  #isFaithful = true;
  /** Whether a deeper or blank line would be part of the block scalar above. */
  #isBelowBlock = false;

  constructor(choices: Choices) {
    this.#choices = choices;
    this.#indent = choices.has("indents") ? choices.pick([2, 4, 3, 1]) : 2;
    this.#listIndent = choices.has("indents") ? choices.pick([0, 2, 4, 1]) : 0;
  }

  document(value: unknown): WrittenYaml {
    const choices = this.#choices;
    const frames = choices.has("frames");
    if (frames && choices.does("frames", 10)) this.#lines.push("%YAML 1.1", "---");
    const column = choices.does("indents", 5) ? 2 : 0;
    if (typeof value !== "object" || value === null || isEmpty(value)) {
      this.#line(this.#inline(value as Scalar, "", -1));
    } else {
      this.#collection(value, column);
    }
    if (choices.does("frames", 10)) this.#lines.push("...", "text: [after the end");
    const newline = choices.does("frames", 15) ? "\r\n" : "\n";
    const bom = choices.does("frames", 8) ? "\uFEFF" : "";
    const end = choices.does("frames", 20) ? choices.pick(["", "\n\n", "  \n", "  "]) : "\n";
    const text = bom + this.#lines.join("\n") + (this.#isBelowBlock ? "\n" : end);
    return { text: text.replaceAll("\n", newline), isFaithful: this.#isFaithful };
  }

  #collection(value: object, column: number): void {
    if (Array.isArray(value)) this.#list(value, column);
    else this.#map(value, column, " ".repeat(column));
  }

  /** The lines of a map; the first begins with `lead`, which may include a dash. */
  #map(map: object, column: number, lead: string): void {
    const entries = Object.entries(map);
    let start = lead;
    if (entries.length > 1 && this.#choices.does("merges", 15)) {
      const cut = this.#choices.pick([1, 2]);
      const merged = Object.fromEntries(entries.splice(entries.length - cut, cut));
      this.#line(`${start}<<: ${writeFlow(merged, this.#choices, `${" ".repeat(column)}  `)}`);
      start = " ".repeat(column);
    }
    for (const [key, value] of entries) {
      if (start.trim() === "") this.#noise(column);
      if (this.#choices.does("duplicates", 4)) {
        this.#entry(start, column, key, this.#choices.pick([null, "other", { a: "1" }, ["b"]]));
        start = " ".repeat(column);
      }
      this.#entry(start, column, key, value);
      start = " ".repeat(column);
    }
  }

  #entry(start: string, column: number, key: string, value: unknown): void {
    const choices = this.#choices;
    const isDuplicate = choices.does("keys", 10);
    const name = isDuplicate ? `"${key}"` : isPlain(key) ? key : writeString(key, choices);
    if (choices.does("explicit keys", 5)) {
      this.#line(`${start}? ${name}`);
      this.#value(`${" ".repeat(column)}:`, column, value);
      return;
    }
    this.#value(`${start}${name}${choices.does("keys", 6) ? " " : ""}:`, column, value);
  }

  #list(list: readonly unknown[], column: number): void {
    for (const item of list) {
      this.#noise(column);
      this.#item(" ".repeat(column), column, item);
    }
  }

  #item(start: string, column: number, item: unknown): void {
    const choices = this.#choices;
    const width = choices.does("indents", 10) ? choices.pick([2, 3, 4]) : 2;
    const dash = `${start}-`;
    const isInline = !choices.does("indents", 4) && !choices.has("anchors");
    const isPlainMap = isFilled(item) && !choices.does("flow", 20);
    if (!isPlainMap || !isInline) {
      this.#value(dash, column, item);
    } else if (Array.isArray(item)) {
      this.#nestedList(dash.padEnd(column + width), column + width, item);
    } else {
      this.#map(item, column + width, dash.padEnd(column + width));
    }
  }

  /** `- - a`: the first item on the line of the outer dash. */
  #nestedList(lead: string, column: number, items: readonly unknown[]): void {
    let start = lead;
    for (const item of items) {
      this.#item(start, column, item);
      start = " ".repeat(column);
    }
  }

  /** The value after a key or a dash at `column`, on its line and below it. */
  #value(start: string, column: number, value: unknown): void {
    const choices = this.#choices;
    const alias = this.#alias(value);
    if (alias?.startsWith("*")) {
      this.#line(`${start} ${alias}`);
      return;
    }
    const anchor = alias === undefined ? "" : ` ${alias}`;
    if (!isFilled(value)) {
      const lead = start + anchor;
      if (typeof value === "string" && this.#blockScalar(lead, column, value)) return;
      this.#line(this.#inline(value as Scalar, lead, column));
      return;
    }
    if (choices.does("flow", 15)) {
      const text = writeFlow(value, choices, " ".repeat(column + 1));
      this.#line(`${start}${anchor} ${text}`);
      return;
    }
    this.#line(start + anchor);
    const isList = Array.isArray(value);
    const isBelowDash = start.trimStart() === "-";
    const usual = isList && !isBelowDash ? this.#listIndent : this.#indent;
    const odd = choices.does("indents", 8) ? choices.pick([1, 2, 5]) : usual;
    this.#collection(value, column + odd);
  }

  #blockScalar(start: string, column: number, value: string): boolean {
    const wanted = this.#choices.does("block scalars", value.includes("\n") ? 70 : 8);
    const written = wanted ? writeBlockScalar(value, column, this.#choices) : undefined;
    if (written === undefined) return false;
    const [header, ...lines] = written;
    this.#lines.push(`${start} ${header}`, ...lines);
    this.#isBelowBlock = true;
    return true;
  }

  #inline(value: Scalar | object, lead: string, column: number): string {
    const choices = this.#choices;
    if (typeof value === "object" && value !== null)
      return `${lead} ${writeFlow(value, choices, "")}`;
    if (choices.does("templates", 4)) {
      this.#isFaithful = false;
      return `${lead} ${choices.pick(["{{ .Values.gpus }}", "${GPUS}", "a {{ b }} c", "{{- if x }}"])}`;
    }
    const text = writeScalar(value, choices, false);
    const at = text.search(/\w \w/);
    if (at !== -1 && !text.startsWith("!") && choices.does("folds", 25)) {
      const further = `\n${" ".repeat(column + choices.pick([1, 2, 5]))}`;
      return `${lead} ${text.slice(0, at + 1)}${further}${text.slice(at + 2)}`;
    }
    const isAtStart = lead.endsWith("-") || lead.endsWith(":") || lead === "";
    const gap = choices.does("tabs", 3) && isAtStart ? choices.pick(["\t", " \t"]) : " ";
    return text === "" ? lead : `${lead}${gap}${text}`;
  }

  #alias(value: unknown): string | undefined {
    const json = JSON.stringify(value);
    const known = this.#anchors.get(json);
    if (known !== undefined && this.#choices.does("anchors", 60)) return `*${known}`;
    if (!this.#choices.does("anchors", 20)) return undefined;
    const name = `a${this.#anchorCount++}`;
    this.#anchors.set(json, name);
    return `&${name}`;
  }

  #line(text: string): void {
    const choices = this.#choices;
    this.#isBelowBlock = false;
    const blanks = choices.does("blank lines", 6) ? choices.pick([" ", "   "]) : "";
    const tab = choices.does("tabs", 3) ? "\t" : "";
    const comment = choices.does("comments", 8) ? ` ${choices.pick(COMMENTS)}` : "";
    this.#lines.push(text + blanks + tab + comment);
  }

  /** Comments and blank lines above an entry or an item. */
  #noise(column: number): void {
    const choices = this.#choices;
    if (choices.does("comments", 8)) {
      const indent = this.#isBelowBlock ? 0 : choices.pick([column, 0, column + 2, 1]);
      this.#lines.push(" ".repeat(indent) + choices.pick(COMMENTS));
      this.#isBelowBlock = false;
    }
    if (choices.does("blank lines", 6) && !this.#isBelowBlock) {
      this.#lines.push(choices.pick(["", "  ", "        ", choices.has("tabs") ? "\t" : ""]));
    }
    if (choices.does("odd characters", 3)) {
      this.#isFaithful = false;
      this.#lines.push(`${" ".repeat(this.#isBelowBlock ? 0 : column)}# ${choices.pick(ODD)}`);
      this.#isBelowBlock = false;
    }
    if (choices.does("templates", 2)) {
      this.#isFaithful = false;
      this.#lines.push(`${" ".repeat(column)}{{- if .Values.gpu }}`);
    }
  }
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

function isFilled(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isEmpty(value);
}
