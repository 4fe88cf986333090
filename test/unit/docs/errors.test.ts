import { readFileSync } from "node:fs";
import { type InjectOptions, type IssueCode, toEnv, validateMpsConfig } from "kube-mps";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CODE_AREAS } from "../../../src/result/code-areas.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** A section of docs/errors.md. */
interface Section {
  code: IssueCode;
  text: string;
  bad: string | undefined;
  good: string | undefined;
  language: string | undefined;
}

const SNIPPET = (label: string): RegExp =>
  new RegExp(`^${label}:\n\n\`\`\`(\\w+)\n(.*?)^\`\`\`$`, "ms");

const sections = read("docs/errors.md")
  .split(/^### /m)
  .slice(1)
  .map((section): Section => {
    const heading = /^`(.*)`\n/.exec(section);
    const bad = SNIPPET("Not good").exec(section);
    return {
      code: (heading?.[1] ?? section.split("\n")[0]) as IssueCode,
      text: section,
      bad: bad?.[2],
      good: SNIPPET("Good").exec(section)?.[2],
      language: bad?.[1],
    };
  });

const codes = CODE_AREAS.flatMap((area) => Object.keys(area.codes));

const config = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };

/** What must be set for a snippet to give its code. */
const options: Partial<Record<IssueCode, InjectOptions>> = {
  "env/conflict": { onConflict: "error" },
  "env/incomparable": { onConflict: "tighten" },
  "env/ignored-by-cuda": { onConflict: "keep" },
  "resource/overridden": { resourceLimits: { "example.com/gpu-memory": 4096 } },
  "resource/conflict": {
    onConflict: "error",
    resourceLimits: { "example.com/gpu-memory": 4096 },
  },
  "resource/not-added": { resourceLimits: { "example.com/gpu-memory": 4096 } },
};

/** The codes that a snippet gives, issues and warnings, each in its list. */
function found(snippet: string, code: IssueCode): { issues: string[]; warnings: string[] } {
  const result = /apiVersion/.test(snippet)
    ? injectYaml(snippet, config, options[code])
    : validated(parse(snippet));
  const names = (list: readonly { code: string }[]) => list.map((issue) => issue.code);
  return { issues: result.ok ? [] : names(result.issues), warnings: names(result.warnings) };
}

function validated(input: unknown) {
  const result = validateMpsConfig(input);
  return result.ok && result.warnings.length === 0 ? toEnv(result.value) : result;
}

describe("docs/errors.md", () => {
  it("has one section for every code, and no other", () => {
    expect(codes.length).toBeGreaterThan(40);
    expect(sections.map(({ code }) => code).sort()).toEqual([...codes].sort());
    expect(new Set(sections.map(({ code }) => code)).size).toBe(sections.length);
  });

  it.each(sections)(
    "$code says whether it is an issue or a warning, and shows both sides",
    (section) => {
      expect(section.text).toMatch(/^`.*`\n\n\*\*(?:Issue|Warning)[.*]/);
      expect(section.bad).toBeDefined();
      expect(section.good).toBeDefined();
      expect(section.good).not.toBe(section.bad);
    },
  );

  it.each(sections.filter(({ language }) => language === "yaml"))(
    "$code is what its bad example gives, and its good one does not",
    ({ code, bad = "", good = "", text }) => {
      const { issues, warnings } = found(bad, code);
      const either = text.includes("**Warning**, or an **issue**");
      const list = text.includes("\n\n**Warning") ? warnings : issues;
      expect(either ? [...issues, ...warnings] : list).toContain(code);
      expect(found(good, code)).toEqual({ issues: [], warnings: [] });
    },
  );
});
