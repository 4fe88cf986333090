/** What asks for a GPU where nothing else is said. */
export const DEFAULT_GPU_RESOURCES = [
  "nvidia.com/gpu",
  "nvidia.com/gpu.shared",
  "nvidia.com/mig-*",
] as const;

/** A MIG slice: whether MPS limits reach one is unproven. */
export const MIG_PREFIX = "nvidia.com/mig-";

/** The names of GPU resources, a `*` at the end standing for anything. */
export class GpuResourceNames {
  readonly patterns: readonly string[];
  readonly #exact: ReadonlySet<string>;
  readonly #prefixes: readonly string[];
  /** The letter that all of them begin with, if they do: rules out `cpu` and `memory` at once. */
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
    if (this.#initial !== undefined && name.charCodeAt(0) !== this.#initial) return false;
    return this.#matches(name);
  }

  #matches(name: string): boolean {
    return this.#exact.has(name) || this.#prefixes.some((prefix) => name.startsWith(prefix));
  }
}
