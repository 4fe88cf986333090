import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Tells which files belong to a Helm chart: templates are no manifests before they are rendered. */
export class HelmCharts {
  readonly #charts = new Set<string>();
  /** Folders looked at, with the chart that each is in. */
  readonly #known = new Map<string, string | undefined>();

  /** The outermost folder of each chart that was met, in the order of meeting. */
  get found(): readonly string[] {
    return [...this.#charts];
  }

  /** Whether a file lies in a chart: a folder with a Chart.yaml, from `root` down. */
  holds(file: string, root: string): boolean {
    const chart = this.#chartOf(dirname(file), root);
    if (chart !== undefined) this.#charts.add(chart);
    return chart !== undefined;
  }

  #chartOf(folder: string, root: string): string | undefined {
    if (this.#known.has(folder)) return this.#known.get(folder);
    const above = dirname(folder);
    const outer = folder === root || above === folder ? undefined : this.#chartOf(above, root);
    const chart = outer ?? (existsSync(join(folder, "Chart.yaml")) ? folder : undefined);
    this.#known.set(folder, chart);
    return chart;
  }
}
