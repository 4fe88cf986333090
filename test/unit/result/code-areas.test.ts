import { describe, expect, it } from "vitest";
import { CODE_AREAS, factsOf, REASON_AREAS } from "../../../src/result/code-areas.ts";
import type { IssueCode } from "../../../src/result/issue-code.ts";

const areas = [...CODE_AREAS, ...REASON_AREAS];
const codes = areas.flatMap((area) => Object.keys(area.codes) as IssueCode[]);

describe("CODE_AREAS", () => {
  it("has every code in exactly one area", () => {
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it("lists the areas of the union, and no area twice", () => {
    // Does not compile unless these are the groups of the union.
    const groups: Record<IssueCode extends `${infer Group}/${string}` ? Group : never, true> = {
      config: true,
      limits: true,
      threads: true,
      memory: true,
      device: true,
      priority: true,
      options: true,
      gpu: true,
      workload: true,
      env: true,
      policy: true,
      resource: true,
      input: true,
      kinds: true,
      yaml: true,
      admission: true,
      explain: true,
      observation: true,
      finding: true,
      capacity: true,
      dialect: true,
    };
    expect(new Set(codes.map((code) => code.split("/")[0]))).toEqual(new Set(Object.keys(groups)));
    expect(new Set(areas).size).toBe(areas.length);
  });

  it.each(codes)(
    "names %s as area/problem in kebab-case, and summarizes it in a sentence",
    (code) => {
      expect(code).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
      const { severity, summary } = factsOf(code);
      const isMessage = severity === "reason" || severity === "finding";
      expect(summary).toMatch(isMessage ? /^(?:[a-z]|[A-Z]{2}).*[^.]$/ : /^[A-Z].*[^.]\.$/);
    },
  );

  it("has the codes that fail a call, and those that never do, in lists of their own", () => {
    const severities = REASON_AREAS.flatMap((area) =>
      Object.values(area.codes).map(({ severity }) => severity),
    );
    expect(new Set(severities)).toEqual(new Set(["reason", "warning", "finding"]));
  });
});

describe("factsOf", () => {
  it("returns the facts of a code, with the subject and the status of its area", () => {
    expect(factsOf("threads/range")).toEqual({
      about: "limits",
      status: 422,
      severity: "issue",
      summary: "The thread percentage is not between 0 and 100.",
    });
  });

  it("returns the status of the code where it differs from that of the area", () => {
    expect(factsOf("config/missing").status).toBe(422);
    expect(factsOf("limits/resolver-failed").status).toBe(500);
  });
});
