import ts from "typescript";
import { ROOT, type Snippet } from "./pages.ts";

/** Type-checks snippets as strictly as our own tests, each as a module in their folder. */
export function typeCheck(snippets: readonly Snippet[]): string[] {
  const texts = new Map(
    snippets.map((snippet, index) => [fileOf(index), `${snippet.text}export {};\n`]),
  );
  const { config } = ts.readConfigFile(`${ROOT}test/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${ROOT}test`);
  // A snippet may define something for its reader to use.
  const checked = { ...options, noUnusedLocals: false };
  const host = ts.createCompilerHost(checked);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...others) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, version, ...others)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...texts.keys()], checked, host);
  return [...texts.keys()].flatMap((name, index) => {
    const file = program.getSourceFile(name);
    const { page, line } = snippets[index] as Snippet;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start = 0 }) => {
        const within = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line;
        return `${page}:${line + 1 + within}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  });
}

function fileOf(index: number): string {
  return `${ROOT}test/unit/docs/snippet-${index}.ts`;
}
