import { Composer, CST, type Document, Lexer, Parser } from "yaml";
import { endOfFlow, endOfQuoted } from "../text/quoted-text.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";

/** How deep lists and maps may be nested: far beyond any manifest, far within any stack. */
export const MAX_LEVELS = 500;

/** Quoted or flow text that is indented less than the `yaml` package demands. */
interface Undented {
  readonly start: number;
  readonly end: number;
}

type Parsed =
  | { readonly document: Document.Parsed | undefined }
  | { readonly problem: YamlProblem }
  | { readonly undented: Undented };

/** Nothing is resolved here: plain scalars stay the text they are. */
const OPTIONS = {
  schema: "failsafe",
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  keepSourceTokens: true,
} as const;

/** What go-yaml ends a line at and the `yaml` package does not. */
const STRAY_BREAK = /\r(?!\n)|[\u0085\u2028\u2029]/;

/**
 * Parses the first document of a text, and no further. Templates, stray line breaks and nesting are
 * found on the way in, before anything recursive sees the text.
 */
export function parseDocument(text: string): Parsed {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const watch = new LexemeWatch(text);
  for (const lexeme of new Lexer().lex(text)) {
    const found = watch.next(lexeme);
    if (found !== undefined) return found;
    for (const token of parser.next(lexeme)) {
      if (compose(composer, token)) return { document: finished(composer) };
    }
    if (isTooDeep(parser)) {
      const message = `lists and maps are nested in each other more than ${MAX_LEVELS} levels deep`;
      return { problem: yamlProblem("yaml/too-deep", watch.offset, message) };
    }
  }
  for (const token of parser.end()) {
    if (compose(composer, token)) return { document: finished(composer) };
  }
  return { document: undefined };
}

function isTooDeep(parser: Parser): boolean {
  const { stack } = parser;
  // Beside the collections the stack holds the document.
  return stack.length - 1 > MAX_LEVELS && CST.isCollection(stack.at(-1));
}

function compose(composer: Composer, token: CST.Token): boolean {
  // With one document alone nothing is handed out before the end.
  for (const _ of composer.next(token));
  return token.type === "document";
}

function finished(composer: Composer): Document.Parsed | undefined {
  const [document] = composer.end();
  return document as Document.Parsed | undefined;
}

/** Looks at the lexemes as they come. */
class LexemeWatch {
  /** Where the next lexeme begins. */
  offset = 0;
  readonly #text: string;
  readonly #hasStrayBreaks: boolean;
  #scalarFollows = false;
  #flowLevel = 0;
  #flowStart = 0;
  /** Where a map would begin whose first key is a map: behind a brace. */
  #behindBrace = -1;

  constructor(text: string) {
    this.#text = text;
    this.#hasStrayBreaks = STRAY_BREAK.test(text);
  }

  next(lexeme: string): Parsed | undefined {
    if (lexeme === CST.DOCUMENT) return undefined;
    if (lexeme === CST.SCALAR) {
      this.#scalarFollows = true;
      return undefined;
    }
    if (lexeme === CST.FLOW_END) return this.#undented(this.#flowStart, endOfFlow);
    const start = this.offset;
    this.offset += lexeme.length;
    if (this.#scalarFollows) {
      this.#scalarFollows = false;
      return this.#strayBreak(lexeme, start);
    }
    switch (lexeme[0]) {
      case '"':
      case "'":
        return endOfQuoted(lexeme, 0) === -1 ? this.#undented(start, endOfQuoted) : undefined;
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
    if (bracket === "{" && this.#behindBrace === start) {
      return {
        problem: yamlProblem(
          "yaml/template",
          start - 1,
          "this is a template, not yet a manifest: {{ ... }} stands where a value belongs",
          "render it first (helm template, envsubst, ...), or quote the braces if they are text",
        ),
      };
    }
    if (bracket === "{") this.#behindBrace = this.offset;
    if (this.#flowLevel++ === 0) this.#flowStart = start;
    return undefined;
  }

  #strayBreak(lexeme: string, start: number): Parsed | undefined {
    if (!this.#hasStrayBreaks) return undefined;
    const found = lexeme.search(STRAY_BREAK);
    if (found === -1) return undefined;
    return {
      problem: yamlProblem(
        "yaml/line-break",
        start + found,
        "a carriage return alone, U+0085, U+2028 and U+2029 end a line for kubectl, but hardly for whoever wrote this",
        "write a line feed, or quote the text",
      ),
    };
  }

  /** Nothing to mend where it never ends, or runs into a document marker. */
  #undented(start: number, endOf: (text: string, start: number) => number): Parsed | undefined {
    const end = endOf(this.#text, start);
    const mendable = end !== -1 && !/\n(?:---|\.\.\.)(?:\s|$)/.test(this.#text.slice(start, end));
    return mendable ? { undented: { start, end } } : undefined;
  }
}
