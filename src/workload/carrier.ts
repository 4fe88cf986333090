/**
 * A kind of object that carries containers, and where. Paths are dotted; `[*]` stands for every
 * item of an array, `*` for every value of a map.
 *
 * @example
 * ```ts
 * const trainingJob: Carrier = {
 *   group: "training.example.com",
 *   kind: "TrainingJob",
 *   pods: ["spec.workers[*].template.spec"],
 * };
 * ```
 */
export interface Carrier {
  /** API group without its version; `""` is the core group. */
  readonly group: string;
  /** One kind or several; `"*"` is every kind of the group. */
  readonly kind: string | readonly string[];
  /** Where its pod specs are. */
  readonly pods?: readonly string[] | undefined;
  /** Where objects are that are like a container without being in a `containers` list. */
  readonly containers?: readonly (string | ContainerPlace)[] | undefined;
  /** Where whole objects are, with an `apiVersion` and `kind` of their own. */
  readonly objects?: readonly string[] | undefined;
  /** Why an object of this kind is to be left as it is. */
  readonly leaveAlone?: "managed" | "not-a-workload" | undefined;
}

/** Something like a container, with its own names for a container's fields. */
export interface ContainerPlace {
  readonly path: string;
  /** @defaultValue "env" */
  readonly env?: string | undefined;
  /** @defaultValue "resources" */
  readonly resources?: string | undefined;
  /** Names that mean a GPU among these resources, beside the usual ones. */
  readonly gpuResources?: readonly string[] | undefined;
  /** A field `{ name, quantity }` that asks for GPUs in place of `resources`. */
  readonly gpu?: string | undefined;
}
