import { expect, it } from "vitest";
import { builtInKinds } from "../../../src/kubernetes/kinds/built-in-kinds.ts";
import { expectPage } from "./expect-page.ts";
import { kindsPage, SECTIONS } from "./kinds-page.ts";
import { readPage } from "./snippets/pages.ts";

const PAGE = "docs/kinds.md";
const FIRST_SECTION = `## ${SECTIONS[0]?.[0]}\n`;

it("docs/kinds.md shows every row of the table", () => {
  const page = readPage(PAGE);
  expectPage(PAGE, page.slice(0, page.indexOf(FIRST_SECTION)) + kindsPage());
});

it("docs/kinds.md has the rows in the order of the table", () => {
  expect(SECTIONS.flatMap(([, rows]) => rows)).toEqual(builtInKinds());
});
