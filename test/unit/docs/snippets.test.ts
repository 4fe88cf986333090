import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { SNIPPETS, type Snippet } from "./snippets/pages.ts";
import { runConsole, updateConsole } from "./snippets/run-console.ts";
import { readDiff, runDiff } from "./snippets/run-diff.ts";
import { expectedPrints, runTypescript } from "./snippets/run-typescript.ts";

/** Every language that a page may use; `js`, `sh` and `text` are not checked. */
const LANGUAGES = ["ts", "js", "diff", "console", "yaml", "json", "sh", "text"];

function inLanguage(language: string): (Snippet & { readonly place: string })[] {
  return SNIPPETS.filter((snippet) => snippet.language === language).map((snippet) => ({
    ...snippet,
    place: `${snippet.page}:${snippet.line}`,
  }));
}

describe("a snippet in the documentation", () => {
  it("is in a known language", () => {
    const languages = new Set(SNIPPETS.map(({ language }) => language));
    expect([...languages].filter((language) => !LANGUAGES.includes(language))).toEqual([]);
  });

  it.each(inLanguage("ts"))("at $place prints what its comments say", async ({ text }) => {
    expect(await runTypescript(text)).toEqual(expectedPrints(text));
  });

  it.each(inLanguage("diff"))("at $place shows what its call changes", ({ text }) => {
    const diff = readDiff(text);
    expect(runDiff(diff)).toBe(diff.after);
  });

  it.each(inLanguage("console"))("at $place shows what the command prints", async (snippet) => {
    const transcript = await runConsole(snippet);
    if (process.env["UPDATE_DOCS"]) updateConsole(snippet, transcript);
    else expect(transcript).toBe(snippet.text);
  });

  it.each(inLanguage("yaml"))("at $place is valid YAML", ({ text }) => {
    const documents = parseAllDocuments(text);
    expect([...documents].flatMap(({ errors }) => errors)).toEqual([]);
  });

  it.each(inLanguage("json"))("at $place is valid JSON", ({ text }) => {
    expect(JSON.parse(text)).toBeDefined();
  });
});
