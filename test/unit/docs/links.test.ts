import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { PAGES, ROOT, readPage } from "./snippets/pages.ts";

const FENCED = /^```[\s\S]*?^```$/gm;

/** The links of a page to files in this repository, images included. */
function linksOf(page: string): string[] {
  const text = readPage(page).replaceAll(FENCED, "");
  const links = [
    ...text.matchAll(/\]\(([^)\s]+)\)/g),
    ...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g),
  ].map((match) => match[1] ?? "");
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): string[] {
  return [
    ...readPage(page)
      .replaceAll(FENCED, "")
      .matchAll(/^#+ (.*)$/gm),
  ].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function isBroken(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(ROOT + target)) return true;
  return anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).includes(anchor);
}

describe("links in the documentation", () => {
  it.each(PAGES)("of %s are not broken", (page) => {
    expect(linksOf(page).filter((link) => isBroken(page, link))).toEqual([]);
  });

  it("reach every page from the README", () => {
    const seen = new Set<string>();
    const follow = (page: string): void => {
      if (seen.has(page)) return;
      seen.add(page);
      for (const link of linksOf(page)) {
        const target = normalize(join(dirname(page), link.split("#")[0] ?? ""));
        if (PAGES.includes(target)) follow(target);
      }
    };
    follow("README.md");
    expect(PAGES.filter((page) => !seen.has(page))).toEqual([]);
  });
});
