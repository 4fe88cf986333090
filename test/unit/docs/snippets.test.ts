import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { SNIPPETS, type Snippet } from "./snippets/pages.ts";
import { runConsole, updateConsole } from "./snippets/run-console.ts";
import { readDiff, runDiff } from "./snippets/run-diff.ts";
import { expectedPrints, runTypescript } from "./snippets/run-typescript.ts";

/** Every language a page may use; those that are not run are only looked at. */
const LANGUAGES = ["ts", "js", "diff", "console", "yaml", "json", "sh", "text"];

function inLanguage(language: string): (Snippet & { readonly place: string })[] {
  return SNIPPETS.filter((snippet) => snippet.language === language).map((snippet) => ({
    ...snippet,
    place: `${snippet.page}:${snippet.line}`,
  }));
}

describe("snippets in the documentation", () => {
  it("are in a language that is known here", () => {
    const languages = new Set(SNIPPETS.map(({ language }) => language));
    expect([...languages].filter((language) => !LANGUAGES.includes(language))).toEqual([]);
  });

  it.each(inLanguage("ts"))("$place prints what it says", async ({ text }) => {
    expect(await runTypescript(text)).toEqual(expectedPrints(text));
  });

  it.each(inLanguage("diff"))("$place is what its call changes", ({ text }) => {
    const diff = readDiff(text);
    expect(runDiff(diff)).toBe(diff.after);
  });

  it.each(inLanguage("console"))("$place shows what the command line says", async (snippet) => {
    const transcript = await runConsole(snippet);
    if (process.env["UPDATE_DOCS"]) updateConsole(snippet, transcript);
    else expect(transcript).toBe(snippet.text);
  });

  it.each(inLanguage("yaml"))("$place is YAML", ({ text }) => {
    const documents = parseAllDocuments(text);
    expect([...documents].flatMap(({ errors }) => errors)).toEqual([]);
  });

  it.each(inLanguage("json"))("$place is JSON", ({ text }) => {
    expect(JSON.parse(text)).toBeDefined();
  });
});
