/**
 * A kind of object that holds containers, and where. Paths are dotted; `[*]` is every item of an
 * array, `*` every value of a map.
 *
 * @example
 * ```ts
 * const trainingJob: WorkloadKind = {
 *   group: "training.example.com",
 *   kind: "TrainingJob",
 *   pods: ["spec.workers[*].template.spec"],
 * };
 * ```
 */
export interface WorkloadKind {
  /** API group without its version; `""` is the core group. */
  readonly group: string;
  /** One kind or several; `"*"` is every kind of the group. */
  readonly kind: string | readonly string[];
  /** Where its pod specs are. */
  readonly pods?: readonly string[] | undefined;
  /** Where objects are that are like a container without being in a `containers` list. */
  readonly containers?: readonly (string | ContainerLocation)[] | undefined;
  /** Where whole objects are, with an `apiVersion` and `kind` of their own. */
  readonly objects?: readonly string[] | undefined;
  /**
   * Where anything may be, such as a patch in a text: searched as objects of unknown kinds are, and
   * what requests a GPU there is reported.
   */
  readonly opaque?: readonly string[] | undefined;
  /** Why objects of this kind are skipped. */
  readonly skip?: "managed" | "not-a-workload" | undefined;
}

/** An object like a container, with its own names for a container's fields. */
export interface ContainerLocation {
  readonly path: string;
  /** @defaultValue "env" */
  readonly env?: string | undefined;
  /** @defaultValue "resources" */
  readonly resources?: string | undefined;
  /** Names that mean a GPU among these resources, in addition to the usual ones. */
  readonly gpuResources?: readonly string[] | undefined;
  /** A field `{ name, quantity }` that requests GPUs instead of `resources`. */
  readonly gpu?: string | undefined;
}
