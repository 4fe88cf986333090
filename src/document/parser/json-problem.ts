import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";

const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|"(?:[^"\\\r\n\t]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-]))/y;

/**
 * The problem of a text that kubectl reads as JSON, since it begins with a brace, and that is not valid
 * JSON; `undefined` if it is valid. It is where a token is none of JSON, or else at the end.
 */
export function jsonProblem(text: string): YamlProblem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    // Too deep for this runtime, and therefore for the parser as well.
    if (!(error instanceof SyntaxError)) return undefined;
    return yamlProblem(
      "yaml/syntax",
      badToken(text),
      "invalid JSON: kubectl reads a text that begins with { as JSON",
      "write JSON, or begin the text with ---",
    );
  }
}

function badToken(text: string): number {
  TOKEN.lastIndex = 0;
  let end = 0;
  while (TOKEN.test(text)) end = TOKEN.lastIndex;
  return end + (/\S/.exec(text.slice(end))?.index ?? 0);
}
