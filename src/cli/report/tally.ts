import type { ContainerReport } from "../../index.ts";
import { printable } from "../../result/printable.ts";
import type { DocumentReport } from "../../yaml/index.ts";
import type { Colors } from "../colors.ts";
import { grouped } from "./grouped.ts";
import { plural } from "./plural.ts";

/** Containers named one by one; the others are only counted. */
const MOST_NAMED = 20;

/** Counts what was done to the GPU containers of a run, and names the first of them. */
export class Tally {
  files = 0;
  changedFiles = 0;
  documents = 0;
  readonly #actions = new Map<ContainerReport["action"], number>();
  readonly #named: {
    readonly file: string;
    readonly report: DocumentReport;
    readonly container: ContainerReport;
  }[] = [];
  #containers = 0;

  add(file: string, report: DocumentReport): void {
    this.documents++;
    for (const container of report.containers) {
      this.#containers++;
      this.#actions.set(container.action, (this.#actions.get(container.action) ?? 0) + 1);
      if (this.#named.length < MOST_NAMED) this.#named.push({ file, report, container });
    }
  }

  /** A line for each container, and how many more there are. */
  render(colors: Colors): string {
    const lines = this.#named.map(({ file, report, container }) => {
      const mark = container.action === "injected" ? colors.green("✓") : colors.yellow("-");
      const what = [report.kind ?? "?", report.name].filter((part) => part !== undefined).join("/");
      const done = ACTIONS[container.action](container);
      const where = printable(`${file}:${report.line} ${what}: ${container.name ?? "?"}`);
      return `${mark} ${where} ${done}\n`;
    });
    const more = this.#containers - this.#named.length;
    if (more > 0) lines.push(`  ... and ${plural(more, "more container")}\n`);
    return lines.join("");
  }

  /** One line on everything. */
  summary(changes: string): string {
    const actions = [...this.#actions].map(
      ([action, count]) => `${grouped(count)} ${WORDS[action]}`,
    );
    const found =
      this.#containers === 0 ? "no GPU container" : plural(this.#containers, "GPU container");
    const detail = actions.length === 0 ? "" : ` (${actions.join(", ")})`;
    return `${found} in ${plural(this.documents, "document")} of ${plural(this.files, "file")}${detail}; ${changes}\n`;
  }
}

const WORDS: Readonly<Record<ContainerReport["action"], string>> = {
  injected: "newly limited",
  unchanged: "already limited",
  removed: "no longer limited",
  kept: "left as they are",
  skipped: "passed over",
};

const ACTIONS: Readonly<Record<ContainerReport["action"], (container: ContainerReport) => string>> =
  {
    injected: ({ resource, count }) => `gets limits (${resource}: ${count})`,
    unchanged: () => "already has these limits",
    removed: () => "loses its limits",
    kept: () => "keeps limits of its own",
    skipped: ({ reason }) => `passed over (${reason})`,
  };
