import { expect, it } from "vitest";
import { SNIPPETS } from "./snippets/pages.ts";
import { typeCheck } from "./snippets/type-check.ts";

it("snippets in the documentation type-check as strictly as our own code", {
  timeout: 120_000,
}, () => {
  const snippets = SNIPPETS.filter(({ language }) => language === "ts");
  expect(snippets.length).toBeGreaterThan(10);
  expect(typeCheck(snippets)).toEqual([]);
});
