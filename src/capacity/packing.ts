import type { Issue } from "../result/issue.ts";

/** Which copies of demands share which cards. A plain, JSON-safe object. */
export interface Packing {
  /** Every card, in the order of the nodes. */
  readonly gpus: readonly PackedGpu[];
  /** Demands of which some copies found no card, the largest first. */
  readonly unplaced: readonly UnplacedDemand[];
  /**
   * How many cards it takes at least, of these and then more like the largest: no packing needs fewer.
   * Demands that no card can hold are not counted.
   */
  readonly lowerBound: number;
  /** Whether every copy is placed, on no more cards than that: a proof, not a claim. */
  readonly optimal: boolean;
}

/** A card, and what is on it. */
export interface PackedGpu {
  readonly node: string;
  /** Among the cards of its node. */
  readonly index: number;
  readonly product: string | undefined;
  /** All of it, what is reserved included; `undefined` if that is unknown. */
  readonly memoryMiB: number | undefined;
  /** What is neither placed nor reserved. */
  readonly freeMiB: number;
  /** The sum of the percentages: more than 100 cannot all be had at once. */
  readonly threads: number;
  /** Processes. */
  readonly clients: number;
  /** How many an MPS server serves; `undefined` if the card is not shared by MPS. */
  readonly maxClients: number | undefined;
  /** How many containers may share it; `undefined` if only clients are limited. */
  readonly replicas: number | undefined;
  /** One entry for each copy. */
  readonly placed: readonly PlacedCopy[];
}

/** One copy of a demand on one card: what all its processes there may use together. */
export interface PlacedCopy {
  /** Its name. */
  readonly demand: string;
  readonly memoryMiB: number;
  readonly threads: number;
}

/** Copies of a demand that found no card. */
export interface UnplacedDemand {
  /** Its name. */
  readonly demand: string;
  /** How many are left. */
  readonly copies: number;
  /** What is in the way, by its code: `capacity/no-memory` and the like. Its path is the demand's. */
  readonly reason: Issue;
}
