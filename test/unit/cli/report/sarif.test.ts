import { expect, it } from "vitest";
import { sarif } from "../../../../src/cli/report/sarif.ts";

it("sarif has a rule for each code, and a result for each finding and notice", () => {
  const docs = "https://github.com/kube-mps/kube-mps/blob/main/docs";
  const issue = {
    code: "threads/range",
    path: ["activeThreadPercentage"],
    message: "the thread percentage must be from 0 to 100",
    hint: "write 100",
  } as const;
  const findings = [
    { severity: "error", issue, place: { file: "a b/c#.yaml", line: 3, column: 5 } },
    { severity: "warning", issue: { ...issue, path: [], hint: undefined }, place: { file: "-" } },
  ] as const;
  const notices = [{ place: { file: "d.yaml", line: 1, column: 1 }, message: "Pod/a: no limits" }];
  const place = (uri: string, region: object) => [
    { physicalLocation: { artifactLocation: { uri }, region } },
  ];
  expect(sarif(findings as never, notices, "1.2.3")).toEqual({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "kube-mps",
            version: "1.2.3",
            informationUri: "https://github.com/kube-mps/kube-mps",
            rules: [
              {
                id: "threads/range",
                shortDescription: { text: expect.stringMatching(/\.$/) },
                helpUri: `${docs}/errors.md#threadsrange`,
              },
              {
                id: "unlimited",
                shortDescription: { text: "A GPU container has no limit that holds." },
                helpUri: `${docs}/getting-started.md`,
              },
            ],
          },
        },
        columnKind: "utf16CodeUnits",
        results: [
          {
            ruleId: "threads/range",
            level: "error",
            message: {
              text: "activeThreadPercentage: the thread percentage must be from 0 to 100; write 100",
            },
            locations: place("a%20b/c%23.yaml", { startLine: 3, startColumn: 5 }),
          },
          {
            ruleId: "threads/range",
            level: "warning",
            message: { text: "the thread percentage must be from 0 to 100" },
            locations: place("-", { startLine: 1 }),
          },
          {
            ruleId: "unlimited",
            level: "note",
            message: { text: "Pod/a: no limits" },
            locations: place("d.yaml", { startLine: 1, startColumn: 1 }),
          },
        ],
      },
    ],
  });
});

it("sarif without findings has no rules and no results", () => {
  expect(sarif([], [], "1.2.3")).toMatchObject({
    runs: [{ tool: { driver: { rules: [] } }, results: [] }],
  });
});
