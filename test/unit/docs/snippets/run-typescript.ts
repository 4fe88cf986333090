import { createReadStream, createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { devNull } from "node:os";
import * as streams from "node:stream";
import { format } from "node:util";
import * as kubeMps from "kube-mps";
import * as admission from "kube-mps/admission";
import * as capacity from "kube-mps/capacity";
import * as dialects from "kube-mps/dialects";
import * as explain from "kube-mps/explain";
import * as policy from "kube-mps/policy";
import * as yaml from "kube-mps/yaml";
import ts from "typescript";
import { ROOT } from "./pages.ts";

const example = (name: string): string => `${ROOT}docs/examples/${name}`;

/** What a snippet can import. It reads files from `docs/examples`, and cannot write any. */
const MODULES: Readonly<Record<string, unknown>> = {
  "kube-mps": kubeMps,
  "kube-mps/admission": admission,
  "kube-mps/policy": policy,
  "kube-mps/explain": explain,
  "kube-mps/capacity": capacity,
  "kube-mps/dialects": dialects,
  "kube-mps/yaml": yaml,
  "node:fs": {
    createReadStream: (name: string) => createReadStream(example(name)),
    createWriteStream: () => createWriteStream(devNull),
  },
  "node:fs/promises": {
    readFile: (name: string, encoding: "utf8") => readFile(example(name), encoding),
    writeFile: () => Promise.resolve(),
  },
  "node:stream": streams,
};

const AsyncFunction = (async () => undefined).constructor as new (
  ...parametersAndBody: string[]
) => (...parameters: unknown[]) => Promise<void>;

/** Runs a snippet as a module and returns what it printed, without whitespace at the ends. */
export async function runTypescript(text: string): Promise<string[]> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const printed: string[] = [];
  const print = (...values: unknown[]) => printed.push(format(...values).trimEnd());
  const load = (name: string) => {
    if (name in MODULES) return MODULES[name];
    throw new Error(`a snippet must not import ${name}`);
  };
  await new AsyncFunction("require", "exports", "console", outputText)(
    load,
    {},
    { log: print, error: print, warn: print },
  );
  return printed;
}

/** The output in the comments of a snippet: `// => text`, continued on the lines below it. */
export function expectedPrints(text: string): string[] {
  const prints: string[] = [];
  let isOpen = false;
  for (const line of text.split("\n")) {
    const [, first] = /\/\/ => (.*)$/.exec(line) ?? [];
    const [, more] = /^ *\/\/ {4}(.*)$/.exec(line) ?? [];
    if (first !== undefined) prints.push(first);
    else if (isOpen && more !== undefined) prints[prints.length - 1] += `\n${more}`;
    isOpen = first !== undefined || (isOpen && more !== undefined);
  }
  return prints;
}
