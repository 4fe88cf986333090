import type { Token } from "../parser/token.ts";
import { TokenScanner } from "../parser/token-scanner.ts";

/** How one token is written for readers of YAML 1.2; `undefined` if they read it as it is. */
type Rule = (source: string, token: Token, isFlow: boolean) => string | undefined;

const YAML_TAG = /^tag:yaml\.org,2002:/;

/**
 * What kubectl reads unlike YAML 1.2: the whole list. In addition it accepts comments that touch what
 * they follow, tabs before a token, and lines of quoted and flow text that are indented less than their
 * key. Anything else that readers of YAML 1.2 read otherwise is found by comparison, and not edited.
 */
const RULES: readonly Rule[] = [
  // `!a[b],c` is one tag, and any tag that is not YAML's own makes a scalar text.
  (_, token) => {
    if (token.type !== "tag") return undefined;
    const [handle, suffix] = token.tag;
    if (handle === "" && suffix === "!") return "!";
    const own = handle === "!!" ? suffix : suffix.replace(YAML_TAG, "");
    return /^\w+$/.test(own) && (handle === "!!" || own !== suffix) ? `!!${own}` : "!x";
  },
  // `{?a: b}` has the key `a`.
  (source, { type }) => (type === "key" && source === "?" ? "? " : undefined),
  // `{a: b, "c" :d}`: in a flow collection a colon need not be followed by a blank.
  (_, { type }, isFlow) => (type === ":" && isFlow ? ": " : undefined),
  // `{a:, b:]c}` has the keys `a:` and `b:`; `b?` ends before the question mark.
  (source, token, isFlow) =>
    token.type === "scalar" && token.isPlain && isFlow && /:$|[?]/.test(source)
      ? JSON.stringify(token.value)
      : undefined,
  // `"\'"` is an apostrophe.
  (source, token) =>
    token.type === "scalar" && source.startsWith('"') && source.includes("\\'")
      ? JSON.stringify(token.value)
      : undefined,
];

/** Writes a text that kubectl can read as readers of YAML 1.2 read the same. */
export function inYaml12(text: string): string {
  const scanner = new TokenScanner(text);
  let result = "";
  let from = 0;
  let depth = 0;
  let blanks = "";
  for (;;) {
    const token = scanner.take();
    const { type, start, end } = token;
    const gap = text
      .slice(from, start)
      .replace(/^#/, " #")
      .replace(/^[ \t]*\t/gm, toBlanks);
    result += depth > 0 ? indented(gap, blanks) : gap;
    if (type === "stream end" || type === "document end") return result;
    const opens = type === "[" || type === "{";
    if (depth === 0) blanks = " ".repeat(token.column + 1);
    if (opens) depth++;
    const source = text.slice(start, end);
    const isFlow = depth > 0;
    const written = RULES.reduce<string | undefined>(
      (found, rule) => found ?? rule(source, token, isFlow),
      undefined,
    );
    const folds = isFlow || source.startsWith('"') || source.startsWith("'");
    result += folds ? indented(written ?? source, blanks) : (written ?? source);
    if (type === "]" || type === "}") depth--;
    from = Math.max(from, end);
  }
}

function toBlanks(tabs: string): string {
  return " ".repeat(tabs.length);
}

function indented(text: string, blanks: string): string {
  return text.includes("\n") ? text.replaceAll("\n", `\n${blanks}`) : text;
}
