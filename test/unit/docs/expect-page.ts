import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import { ROOT, readPage } from "./snippets/pages.ts";

/** Expects a page to have its generated parts, or writes it with them: `UPDATE_DOCS=1`. */
export function expectPage(page: string, generated: string): void {
  if (process.env["UPDATE_DOCS"]) writeFileSync(ROOT + page, generated);
  else expect(readPage(page)).toBe(generated);
}
