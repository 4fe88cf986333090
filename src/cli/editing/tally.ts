import type { ContainerReport } from "../../index.ts";
import { formatPath } from "../../result/field-path.ts";
import { printable } from "../../result/printable.ts";
import type { DocumentReport } from "../../yaml/index.ts";
import type { Colors } from "../colors.ts";
import { grouped, plural } from "../report/plural.ts";

/** Containers that are named one by one; the others are only counted. */
const MOST_NAMED = 20;

type Action = ContainerReport["action"];

/** Counts what was done to GPU containers, and names the first of them. */
export class Tally {
  documents = 0;
  readonly #actions = new Map<Action, number>();
  readonly #named: { readonly where: string; readonly container: ContainerReport }[] = [];

  /** @param line - where the document begins in its file */
  add(file: string, line: number, { kind = "?", name, containers }: DocumentReport): void {
    this.documents++;
    for (const container of containers) {
      this.#count(container.action, 1);
      if (this.#named.length === MOST_NAMED) continue;
      const inner = container.workload ?? { kind, name };
      const workload = [inner.kind ?? "?", inner.name].filter((part) => part !== undefined);
      this.#named.push({
        where: printable(`${file}:${line} ${workload.join("/")}: ${containerName(container)}`),
        container,
      });
    }
  }

  addAll(other: Tally): void {
    this.documents += other.documents;
    for (const [action, count] of other.#actions) this.#count(action, count);
    this.#named.push(...other.#named.slice(0, MOST_NAMED - this.#named.length));
  }

  /** How many containers each action was taken on. */
  get actions(): Readonly<Partial<Record<Action, number>>> {
    return Object.fromEntries(this.#actions);
  }

  get containers(): number {
    return [...this.#actions.values()].reduce((sum, count) => sum + count, 0);
  }

  /** A line for each container, and how many more there are. */
  render(colors: Colors): string {
    const lines = this.#named.map(({ where, container }) => {
      const mark = container.action === "injected" ? colors.green("✓") : colors.yellow("-");
      return `${mark} ${where} ${DONE[container.action](container)}\n`;
    });
    const more = this.containers - lines.length;
    return lines.join("") + (more > 0 ? `  ... and ${plural(more, "more container")}\n` : "");
  }

  /** One line about everything. */
  summary(files: number): string {
    const found =
      this.containers === 0 ? "no GPU container" : plural(this.containers, "GPU container");
    const actions = [...this.#actions].map(
      ([action, count]) => `${grouped(count)} ${WORDS[action]}`,
    );
    const detail = actions.length === 0 ? "" : ` (${actions.join(", ")})`;
    return `${found} in ${plural(this.documents, "document")} of ${plural(files, "file")}${detail}`;
  }

  #count(action: Action, count: number): void {
    this.#actions.set(action, (this.#actions.get(action) ?? 0) + count);
  }
}

const LISTS = ["containers", "initContainers", "ephemeralContainers"];

/** Outside a pod spec there may be several of one name, or of none: the path tells them apart. */
function containerName({ path, name = "?" }: ContainerReport): string {
  return path.length === 0 || LISTS.includes(String(path.at(-2))) ? name : formatPath(path);
}

const WORDS: Readonly<Record<Action, string>> = {
  injected: "newly limited",
  unchanged: "already limited",
  removed: "no longer limited",
  kept: "kept",
  skipped: "skipped",
};

const DONE: Readonly<Record<Action, (container: ContainerReport) => string>> = {
  injected: ({ resource, count }) => `gets limits (${resource}: ${count})`,
  unchanged: () => "already has these limits",
  removed: () => "loses its limits",
  kept: () => "keeps its own limits",
  skipped: ({ reason }) => `skipped (${reason})`,
};
