/** The resources that request a GPU by default. */
export const DEFAULT_GPU_RESOURCES = [
  "nvidia.com/gpu",
  "nvidia.com/gpu.shared",
  "nvidia.com/mig-*",
] as const;

/** A MIG slice: whether MPS limits reach one is unproven. */
export const MIG_PREFIX = "nvidia.com/mig-";

/** The names of GPU resources; a `*` at the end stands for anything. */
export class GpuResourceNames {
  readonly patterns: readonly string[];
  readonly #exact: ReadonlySet<string>;
  readonly #prefixes: readonly string[];

  constructor(patterns: readonly string[]) {
    this.patterns = patterns;
    this.#exact = new Set(patterns);
    this.#prefixes = patterns
      .filter((pattern) => pattern.endsWith("*"))
      .map((pattern) => pattern.slice(0, -1));
  }

  has(name: string): boolean {
    return this.#exact.has(name) || this.#prefixes.some((prefix) => name.startsWith(prefix));
  }
}
