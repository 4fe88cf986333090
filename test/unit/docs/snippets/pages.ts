import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository, with a slash at its end. */
export const ROOT: string = fileURLToPath(new URL("../../../../", import.meta.url));

/** A fenced block of a page. */
export interface Snippet {
  readonly page: string;
  /** Of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** The site that `npm run docs` builds. */
const GENERATED = "api/";

export const PAGES: readonly string[] = [
  "README.md",
  ...readdirSync(`${ROOT}docs`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.startsWith(GENERATED))
    .filter((name) => !name.split(sep).includes("node_modules"))
    .map((name) => `docs/${name}`)
    .sort(),
];

/** Has incorrect examples on purpose, and its own test. */
const ERRORS_PAGE = "docs/errors.md";

export const SNIPPETS: readonly Snippet[] = PAGES.filter((page) => page !== ERRORS_PAGE).flatMap(
  snippetsOf,
);

export function readPage(page: string): string {
  return readFileSync(ROOT + page, "utf8");
}

function snippetsOf(page: string): Snippet[] {
  const text = readPage(page);
  return [...text.matchAll(/^```(\w*).*\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    language: match[1] ?? "",
    text: match[2] ?? "",
  }));
}
