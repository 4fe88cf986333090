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
  /** The first letter of all of them, if they share it: rules out `cpu` and `memory` at once. */
  readonly #initial: number | undefined;

  constructor(patterns: readonly string[]) {
    this.patterns = patterns;
    this.#exact = new Set(patterns);
    this.#prefixes = patterns
      .filter((pattern) => pattern.endsWith("*"))
      .map((pattern) => pattern.slice(0, -1));
    const [initial, ...others] = new Set(patterns.map((pattern) => pattern.charCodeAt(0)));
    this.#initial = others.length === 0 ? initial : undefined;
  }

  has(name: string): boolean {
    // Half the time of a container without a GPU: bench objects, "without a GPU, 100 containers".
    if (this.#initial !== undefined && name.charCodeAt(0) !== this.#initial) return false;
    return this.#exact.has(name) || this.#prefixes.some((prefix) => name.startsWith(prefix));
  }
}
