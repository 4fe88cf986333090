import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { builtInKinds } from "../../../src/kubernetes/kinds/built-in-kinds.ts";
import { kindsPage, SECTIONS } from "./kinds-page.ts";
import { ROOT, readPage } from "./snippets/pages.ts";

const PAGE = "docs/kinds.md";
const FIRST_SECTION = `## ${SECTIONS[0]?.[0]}\n`;

it("docs/kinds.md shows every row of the table", () => {
  const page = readPage(PAGE);
  const generated = page.slice(0, page.indexOf(FIRST_SECTION)) + kindsPage();
  if (process.env["UPDATE_DOCS"]) writeFileSync(ROOT + PAGE, generated);
  else expect(page).toBe(generated);
});

it("its sections are the table, in its order", () => {
  expect(SECTIONS.flatMap(([, rows]) => rows)).toEqual(builtInKinds());
});
