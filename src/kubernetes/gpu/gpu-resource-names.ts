/**
 * The resources that request a GPU by default. The last two are those of the device classes of NVIDIA's
 * DRA driver, which Kubernetes offers as resources too (KEP-5004).
 */
export const DEFAULT_GPU_RESOURCES = [
  "nvidia.com/gpu",
  "nvidia.com/gpu.shared",
  "nvidia.com/mig-*",
  "deviceclass.resource.kubernetes.io/gpu.nvidia.com",
  "deviceclass.resource.kubernetes.io/mig.nvidia.com",
] as const;

/** What is named like a GPU: `nvidia.com/a100`, `nvidia.com.gpu`, `volcano.sh/vgpu-number`. */
const LOOKS_LIKE_GPU =
  /nvidia.*gpu|\/vgpu|^nvidia\.com\/(?:[abhlptv]\d|g[bh]\d|rtx|tesla|quadro|geforce)/i;

/** Whether a resource that is not on the list of GPUs looks like one. */
export function looksLikeGpu(resource: string): boolean {
  // Rules out `cpu` and `memory` at once.
  if (resource.length < 10 || !LOOKS_LIKE_GPU.test(resource)) return false;
  return !DEFAULT_NAMES.has(resource);
}

/** A MIG slice: whether MPS limits reach one is unproven. */
export const MIG_PREFIX = "nvidia.com/mig-";

/** The names of GPU resources; a `*` at the end matches anything. */
export class GpuResourceNames {
  readonly patterns: readonly string[];
  readonly #exact: ReadonlySet<string>;
  readonly #prefixes: readonly string[];
  #request: RegExp | undefined;
  /** Of the shortest: rules out `cpu` and `memory` at once. */
  readonly #minLength: number;

  constructor(patterns: readonly string[]) {
    this.patterns = patterns;
    this.#exact = new Set(patterns);
    this.#prefixes = patterns
      .filter((pattern) => pattern.endsWith("*"))
      .map((pattern) => pattern.slice(0, -1));
    this.#minLength = Math.min(...patterns.map((pattern) => pattern.replace("*", "").length));
  }

  /** Whether a text holds a manifest, or a JSON Patch of one, that requests one of them. */
  areRequestedIn(text: string): boolean {
    this.#request ??= requestPattern(this.patterns);
    return text.length > MIN_MANIFEST && this.#request.test(text);
  }

  has(name: string): boolean {
    // Half the time of a container without a GPU: bench objects, "without a GPU, 100 containers".
    if (name.length < this.#minLength) return false;
    return this.#exact.has(name) || this.#prefixes.some((prefix) => name.startsWith(prefix));
  }
}

/** No manifest that requests a GPU is shorter: `limits: {a/b: 1}`. */
const MIN_MANIFEST = 16;

/**
 * A key with a quantity, `"nvidia.com/gpu": 1`; the end of a JSON Pointer, `/limits/nvidia.com~1gpu`; or a
 * parameter of Helm, `limits.nvidia\.com/gpu`.
 */
function requestPattern(patterns: readonly string[]): RegExp {
  const names = patterns.map((pattern) =>
    pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&").replace("*", "[\\w.-]*"),
  );
  const keys = `(?:${names.join("|")})["']?\\s*:\\s*["'\\d$<{+]`;
  const pointers = names.map((name) => `/${name.replaceAll("/", "~1")}`);
  const parameters = names.map((name) => `\\.${name.replaceAll("\\.", "\\\\+\\.")}`);
  return new RegExp(`${keys}|(?:limits|requests)(?:${[...pointers, ...parameters].join("|")})`);
}

/** Those that are left out of `gpuResources` are left out on purpose. */
const DEFAULT_NAMES: GpuResourceNames = /* @__PURE__ */ new GpuResourceNames(DEFAULT_GPU_RESOURCES);
