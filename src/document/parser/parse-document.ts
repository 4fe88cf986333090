import { Composer, CST, type Document, Lexer, Parser } from "yaml";
import { endOfFlow, endOfQuoted } from "../text/quoted-text.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";

/** How deeply lists and maps may be nested: far more than in any manifest, far less than a stack holds. */
const MAX_LEVELS = 500;

type Parsed =
  | { readonly document: Document.Parsed | undefined }
  | { readonly problem: YamlProblem }
  /** Quoted or flow text that is indented less than the `yaml` package requires. */
  | { readonly underIndented: { readonly start: number; readonly end: number } };

/** Nothing is resolved here: plain scalars stay text. */
const OPTIONS = {
  schema: "failsafe",
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  keepSourceTokens: true,
} as const;

/** Characters that end a line for go-yaml and not for the `yaml` package. */
const STRAY_BREAK = /\r(?!\n)|[\u0085\u2028\u2029]/;

/**
 * Parses the first document of a text, and no further. Templates, stray line breaks and deep nesting
 * are found lexeme by lexeme, before anything recursive sees the text.
 */
export function parseDocument(text: string): Parsed {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const watch = new LexemeWatch(text);
  for (const lexeme of new Lexer().lex(text)) {
    const parsed = watch.next(lexeme) ?? compose(composer, parser.next(lexeme));
    if (parsed !== undefined) return parsed;
    // The stack holds the document as well.
    if (parser.stack.length - 1 > MAX_LEVELS && CST.isCollection(parser.stack.at(-1))) {
      const message = `lists and maps are nested more than ${MAX_LEVELS} levels deep`;
      return { problem: yamlProblem("yaml/too-deep", watch.offset, message) };
    }
  }
  return compose(composer, parser.end()) ?? { document: undefined };
}

function compose(composer: Composer, tokens: Iterable<CST.Token>): Parsed | undefined {
  for (const token of tokens) {
    // The composer yields nothing before the end of its only document.
    for (const _ of composer.next(token));
    if (token.type === "document") {
      const [document] = composer.end();
      return { document: document as Document.Parsed | undefined };
    }
  }
  return undefined;
}

/** Checks the lexemes one by one. */
class LexemeWatch {
  /** Where the next lexeme begins. */
  offset = 0;
  readonly #text: string;
  #scalarFollows = false;
  #flowLevel = 0;
  #flowStart = 0;
  /** The offset after a brace, where another brace would open a map as the first key. */
  #afterBrace = -1;

  constructor(text: string) {
    this.#text = text;
  }

  next(lexeme: string): Parsed | undefined {
    if (lexeme === CST.DOCUMENT) return undefined;
    if (lexeme === CST.SCALAR) {
      this.#scalarFollows = true;
      return undefined;
    }
    if (lexeme === CST.FLOW_END) return this.#underIndented(this.#flowStart, endOfFlow);
    const start = this.offset;
    this.offset += lexeme.length;
    if (this.#scalarFollows) {
      this.#scalarFollows = false;
      return this.#strayBreak(lexeme, start);
    }
    switch (lexeme[0]) {
      case '"':
      case "'":
        return endOfQuoted(lexeme, 0) === -1 ? this.#underIndented(start, endOfQuoted) : undefined;
      case "{":
      case "[":
        return this.#opens(lexeme, start);
      case "}":
      case "]":
        this.#flowLevel--;
        return undefined;
      default:
        return this.#strayBreak(lexeme, start);
    }
  }

  #opens(bracket: string, start: number): Parsed | undefined {
    if (bracket === "{" && this.#afterBrace === start) {
      const problem = yamlProblem(
        "yaml/template",
        start - 1,
        "unrendered template: {{ ... }} in place of a value",
        "render it first (helm template, envsubst, ...), or quote the braces if they are text",
      );
      return { problem };
    }
    if (bracket === "{") this.#afterBrace = this.offset;
    if (this.#flowLevel++ === 0) this.#flowStart = start;
    return undefined;
  }

  #strayBreak(lexeme: string, start: number): Parsed | undefined {
    const found = lexeme.search(STRAY_BREAK);
    if (found === -1) return undefined;
    const problem = yamlProblem(
      "yaml/line-break",
      start + found,
      "ambiguous line break: a lone carriage return, U+0085, U+2028 and U+2029 end a line for kubectl",
      "write a line feed, or quote the text",
    );
    return { problem };
  }

  /** Text that never ends, or that contains a document marker, cannot be fixed by indentation. */
  #underIndented(
    start: number,
    endOf: (text: string, start: number) => number,
  ): Parsed | undefined {
    const end = endOf(this.#text, start);
    if (end === -1 || /\n(?:---|\.\.\.)(?:\s|$)/.test(this.#text.slice(start, end)))
      return undefined;
    return { underIndented: { start, end } };
  }
}
