import { describe, expect, it } from "vitest";
import { CODE_AREAS, factsOf } from "../../../src/result/code-areas.ts";
import type { IssueCode } from "../../../src/result/issue-code.ts";

const codes = CODE_AREAS.flatMap((area) => Object.keys(area.codes) as IssueCode[]);

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
      yaml: true,
      admission: true,
    };
    expect(new Set(codes.map((code) => code.split("/")[0]))).toEqual(new Set(Object.keys(groups)));
    expect(new Set(CODE_AREAS).size).toBe(CODE_AREAS.length);
  });

  it.each(codes)(
    "names %s as area/problem in kebab-case, and summarizes it in a sentence",
    (code) => {
      expect(code).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
      expect(factsOf(code).summary).toMatch(/^[A-Z].*[^.]\.$/);
    },
  );
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
