/** What `validateMpsConfig` can be told. */
export interface MpsConfigOptions {
  /**
   * The least memory limit that is accepted: bytes or a Kubernetes quantity, 1Mi or more,
   * floored to a whole MiB as the limits are.
   *
   * @defaultValue "512Mi"
   */
  readonly minMemory?: number | string | undefined;
}
