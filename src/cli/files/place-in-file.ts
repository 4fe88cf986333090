import type { Issue } from "../../core/issue.ts";
import type { Finding, Place } from "../report/finding.ts";
import { placeIn } from "../report/place-in.ts";
import { blamedPart } from "./blamed-part.ts";
import type { ValueFile } from "./read-value-file.ts";

/** Where in a config file an issue with its value lies. */
export function placeInFile(file: ValueFile, { code, path }: Issue): Place {
  return placeIn(file.name, file.text, file.positionOf(path, blamedPart(code)));
}

/** What is odd about the text of a config file. */
export function warningsOf({ name, text, warnings }: ValueFile): Finding[] {
  return warnings.map((issue) => ({
    severity: "warning",
    issue,
    place: placeIn(name, text, issue.position),
  }));
}
