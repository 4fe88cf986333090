import { CODE_AREAS } from "../../result/code-areas.ts";
import type { Issue } from "../../result/issue.ts";
import { Reported } from "../../result/reported.ts";
import type { OutputFormat } from "../args/flag.ts";
import type { Colors } from "../colors.ts";
import type { Finding, Place } from "./finding.ts";
import { plural } from "./plural.ts";
import { renderFinding, renderFindingLine } from "./render-finding.ts";

/** Errors, and kinds of warnings, that people are shown; the others are counted. */
const MOST_SHOWN = 50;

/** Of each, those that are shown in full; the others get a line. */
const MOST_IN_FULL = 10;

/** A finding, and how many others differ in nothing but their place. */
interface Group {
  readonly finding: Finding;
  more: number;
}

/** Collects what a run finds, and counts it. */
export class Findings {
  errors = 0;
  warnings = 0;
  /** For programs: all of them, in the order of the inputs. */
  readonly list: Finding[] = [];
  readonly #format: OutputFormat;
  readonly #reported = new Reported(CODE_AREAS);
  readonly #groups = { warning: new Map<string, Group>(), error: new Map<string, Group>() };

  constructor(format: OutputFormat) {
    this.#format = format;
  }

  add(severity: Finding["severity"], issue: Issue, place: Place): void {
    if (!this.#reported.isNew(issue)) return;
    const count = severity === "error" ? ++this.errors : ++this.warnings;
    if (this.#format !== "text") {
      // An excerpt would keep the text it is from in memory.
      const { excerpt: _, ...where } = place;
      this.list.push({ severity, issue, place: where });
      return;
    }
    const { code, message, hint, received } = issue;
    // Warnings alike are one; an error has to be fixed wherever it is.
    const key = severity === "error" ? `${count}` : JSON.stringify([code, message, hint, received]);
    const groups = this.#groups[severity];
    const group = groups.get(key);
    if (group !== undefined) group.more++;
    else if (groups.size < MOST_SHOWN) {
      groups.set(key, { finding: { severity, issue, place }, more: 0 });
    }
  }

  addAll(findings: readonly Finding[]): void {
    for (const { severity, issue, place } of findings) this.add(severity, issue, place);
  }

  addIssues(
    severity: Finding["severity"],
    issues: readonly Issue[],
    placeOf: (issue: Issue) => Place,
  ): void {
    for (const issue of issues) this.add(severity, issue, placeOf(issue));
  }

  /** For people: warnings first, so that errors are what they see last. */
  render(colors: Colors): string {
    let text = "";
    let hidden = this.errors + this.warnings;
    for (const groups of Object.values(this.#groups)) {
      for (const [index, { finding, more }] of [...groups.values()].entries()) {
        const render = index < MOST_IN_FULL ? renderFinding : renderFindingLine;
        text += render(finding, colors, more);
        hidden -= more + 1;
      }
    }
    return hidden === 0 ? text : `${text}... and ${plural(hidden, "more finding")}\n`;
  }
}
