import { factsOf } from "../../result/code-areas.ts";
import type { Issue } from "../../result/issue.ts";
import type { Finding, Place } from "../report/finding.ts";
import { placeIn } from "../report/place-in.ts";
import type { ValueFile } from "./read-value-file.ts";

/** Where in a config file an issue with its value lies. */
export function placeInFile(file: ValueFile, issue: Issue): Place {
  return placeIn(file.name, file.text, file.positionOf(issue.path, partOf(issue)));
}

/** Whether an issue is about the key or the value at its path. */
export function partOf({ code }: Issue): "key" | "value" {
  return factsOf(code).key ? "key" : "value";
}

/** What is odd about the text of a config file. */
export function warningsOf({ name, text, warnings }: ValueFile): Finding[] {
  return warnings.map((issue) => ({
    severity: "warning",
    issue,
    place: placeIn(name, text, issue.position),
  }));
}
