import type { GpuContainer } from "../find/gpu-container.ts";
import type { Labels } from "../kubernetes/label-selector.ts";
import { NONE } from "../result/none.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { matchesContainer, matchesNamespace } from "./match-policy.ts";

/** More namespaces than a cluster has: what is remembered of them is bounded. */
const MAX_NAMESPACES = 10_000;

/** The policies for a container, in the order of evaluation. */
export interface Matches {
  readonly policies: readonly CompiledPolicy[];
  /** Those of which it depends on an unknown namespace, or its labels, whether they are. */
  readonly unknown: readonly CompiledPolicy[];
}

/**
 * Finds the policies for a container without trying each: by the namespaces that they name, by a label of
 * the pod that they demand, and what is left once for each namespace.
 */
export class PolicyIndex {
  readonly #namespaces: ReadonlyMap<string, Labels>;
  readonly #byNamespace = new Map<string, CompiledPolicy[]>();
  readonly #byLabel = new Map<string, CompiledPolicy[]>();
  readonly #others: CompiledPolicy[] = [];
  /** The policies that may be for a namespace, those by label apart. */
  readonly #remembered = new Map<string | undefined, readonly CompiledPolicy[]>();

  /** @param namespaces - the labels of each */
  constructor(policies: readonly CompiledPolicy[], namespaces: ReadonlyMap<string, Labels>) {
    this.#namespaces = namespaces;
    for (const policy of policies) {
      const { namespaces: names, ofPod } = policy.match;
      const label = ofPod.find(({ operator }) => operator === "In");
      if (names?.every((name) => !name.includes("*"))) {
        for (const name of new Set(names)) push(this.#byNamespace, name, policy);
      } else if (label !== undefined) {
        for (const value of new Set(label.values)) {
          push(this.#byLabel, `${label.key}=${value}`, policy);
        }
      } else this.#others.push(policy);
    }
  }

  find(container: GpuContainer): Matches {
    const { namespace, podMetadata } = container.workload;
    const labels = namespace === undefined ? undefined : this.#namespaces.get(namespace);
    const candidates = [...this.#ofNamespace(namespace, labels)];
    for (const key in this.#byLabel.size > 0 ? podMetadata.labels : {}) {
      const value: unknown = podMetadata.labels[key];
      // In a manifest that Kubernetes would reject it may be anything.
      if (typeof value !== "string") continue;
      candidates.push(...(this.#byLabel.get(`${key}=${value}`) ?? NONE));
    }
    const policies: CompiledPolicy[] = [];
    const unknown: CompiledPolicy[] = [];
    for (const policy of candidates.sort((a, b) => a.order - b.order)) {
      if (!matchesContainer(policy.match, container)) continue;
      const isFor = matchesNamespace(policy.match, namespace, labels);
      if (isFor !== false) (isFor ? policies : unknown).push(policy);
    }
    return { policies, unknown };
  }

  #ofNamespace(name: string | undefined, labels: Labels | undefined): readonly CompiledPolicy[] {
    const known = this.#remembered.get(name);
    if (known !== undefined) return known;
    const named =
      name === undefined
        ? new Set([...this.#byNamespace.values()].flat())
        : (this.#byNamespace.get(name) ?? NONE);
    const policies = [...named, ...this.#others].filter(
      ({ match }) => matchesNamespace(match, name, labels) !== false,
    );
    if (this.#remembered.size >= MAX_NAMESPACES) this.#remembered.clear();
    this.#remembered.set(name, policies);
    return policies;
  }
}

function push(map: Map<string, CompiledPolicy[]>, key: string, policy: CompiledPolicy): void {
  const policies = map.get(key);
  if (policies === undefined) map.set(key, [policy]);
  else policies.push(policy);
}
