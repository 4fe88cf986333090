/**
 * Any Kubernetes object: the weakest interface that the classes and interfaces of every Kubernetes
 * library, hand-written types and plain records fit, and that strings and arrays do not fit.
 */
export interface KubernetesObjectLike {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: MetadataLike | undefined;
  readonly spec?: unknown;
  readonly template?: unknown;
  readonly data?: unknown;
  readonly items?: unknown;
  readonly status?: unknown;
}

/** The metadata of an object or a list, as far as it is read. */
export interface MetadataLike {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly labels?: object | undefined;
  readonly annotations?: object | undefined;
  readonly ownerReferences?: readonly object[] | undefined;
  /** What the metadata of an object and that of a typed list have in common. */
  readonly resourceVersion?: string | undefined;
}
