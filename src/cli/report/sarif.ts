import { factsOf } from "../../result/code-areas.ts";
import { formatPath } from "../../result/field-path.ts";
import { errorsPage, type Finding, type Place } from "./finding.ts";
import type { Notice } from "./notice.ts";

/** The rule of containers without limits, which have no code: nothing about them is invalid. */
const UNLIMITED = {
  id: "unlimited",
  shortDescription: { text: "A GPU container has no limit that holds." },
  helpUri: "https://github.com/kube-mps/kube-mps/blob/main/docs/getting-started.md",
};

/**
 * A report that code scanning takes, of GitHub and others.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * @param version - of kube-mps
 */
export function sarif(
  findings: readonly Finding[],
  notices: readonly Notice[],
  version: string,
): object {
  const codes = [...new Set(findings.map(({ issue }) => issue.code))];
  const rules = codes.map((code) => ({
    id: code,
    shortDescription: { text: factsOf(code).summary },
    helpUri: errorsPage(code),
  }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "kube-mps",
            version,
            informationUri: "https://github.com/kube-mps/kube-mps",
            rules: notices.length === 0 ? rules : [...rules, UNLIMITED],
          },
        },
        columnKind: "utf16CodeUnits",
        results: [
          ...findings.map(({ severity, issue, place }) =>
            result(issue.code, severity, textOf(issue), place),
          ),
          ...notices.map(({ message, place }) => result(UNLIMITED.id, "note", message, place)),
        ],
      },
    ],
  };
}

function result(ruleId: string, level: string, text: string, place: Place): object {
  const { file, line = 1, column } = place;
  const region = { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  const artifactLocation = { uri: file.split("/").map(encodeURIComponent).join("/") };
  const locations = [{ physicalLocation: { artifactLocation, region } }];
  return { ruleId, level, message: { text }, locations };
}

function textOf({ path, message, hint }: Finding["issue"]): string {
  const what = path.length === 0 ? message : `${formatPath(path)}: ${message}`;
  return hint === undefined ? what : `${what}; ${hint}`;
}
