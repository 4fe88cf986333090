import type { FieldPath } from "../result/field-path.ts";

/** GPU memory and threads that a container needs, as often as it runs. A plain, JSON-safe object. */
export interface GpuDemand {
  /** Demands of equal size are placed in the order of their names. */
  readonly name: string;
  /**
   * The memory limit of one process on one card, in MiB. Without one it takes a whole card, or the share
   * that a card shared by MPS gives to a client.
   */
  readonly memoryMiB: number | undefined;
  /**
   * The percentage of threads that one process may use.
   *
   * @defaultValue 0
   */
  readonly threads?: number | undefined;
  /**
   * Processes on each card: the limits are those of each of them.
   *
   * @defaultValue 1
   */
  readonly clients?: number | undefined;
  /**
   * Cards of one node.
   *
   * @defaultValue 1
   */
  readonly gpus?: number | undefined;
  /** How many of it run at the same time. */
  readonly copies: number;
  /**
   * The resource that is requested.
   *
   * @defaultValue any
   */
  readonly resource?: string | undefined;
  /** Labels that a node must have. */
  readonly nodeSelector?: Readonly<Record<string, string>> | undefined;
  readonly namespace?: string | undefined;
  /** Of the container, from the root of the object that it was read from. */
  readonly path?: FieldPath | undefined;
}
