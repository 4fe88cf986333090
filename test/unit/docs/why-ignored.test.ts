import { expect, it } from "vitest";
import { REASON_AREAS } from "../../../src/result/code-areas.ts";
import { expectPage } from "./expect-page.ts";
import { readPage } from "./snippets/pages.ts";
import { withTables } from "./why-ignored-page.ts";

const PAGE = "docs/why-is-my-limit-ignored.md";

it("docs/why-is-my-limit-ignored.md has a row for every reason and every finding", () => {
  expectPage(PAGE, withTables(readPage(PAGE)));
  for (const [code, { severity }] of REASON_AREAS.flatMap(({ codes }) => Object.entries(codes))) {
    const isShown = readPage(PAGE).includes(`(errors.md#${code.replace("/", "")})`);
    expect([code, isShown]).toEqual([code, severity !== "warning"]);
  }
});

it("what settles a doubt is said wherever there is one", () => {
  for (const facts of REASON_AREAS.flatMap(({ codes }) => Object.values(codes))) {
    if ("isDoubt" in facts) expect(facts).toHaveProperty("settledBy");
  }
});
