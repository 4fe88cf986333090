import type { Room } from "./card-tree.ts";
import type { CheckedDemand } from "./check-packing-input.ts";
import type { GpuNode } from "./gpu-node.ts";
import type { PackedGpu, PlacedCopy } from "./packing.ts";

const UNBOUNDED = Number.POSITIVE_INFINITY;

/** A card while it is filled. */
export class Card {
  readonly node: GpuNode;
  readonly index: number;
  /** Of the empty card, for pods. */
  readonly whole: Room;
  /** What a client without a limit of its own gets, if the card is shared in equal shares. */
  readonly shareMiB: number | undefined;
  /** The most that a client gets. */
  readonly clientMiB: number;
  readonly placed: PlacedCopy[] = [];
  freeMiB: number;
  replicas: number;
  clients = 0;
  threads = 0;

  constructor(node: GpuNode, index: number, reserveMiB: number, threadFactor: number) {
    const { memoryMiB = 0, sharing, sharedBy, maxClients } = node;
    const isMps = sharing === "mps";
    const isOwn = isMps && sharedBy === "daemon";
    this.node = node;
    this.index = index;
    this.freeMiB = Math.max(0, memoryMiB - reserveMiB);
    this.replicas = isOwn ? UNBOUNDED : sharing === "none" ? 1 : node.replicas;
    this.shareMiB = isMps && !isOwn ? Math.floor(memoryMiB / node.replicas) : undefined;
    this.clientMiB = sharedBy === "gke" ? UNBOUNDED : (this.shareMiB ?? UNBOUNDED);
    const clients = isMps ? maxClients : UNBOUNDED;
    this.whole = [this.freeMiB, this.replicas, clients, 100 * threadFactor];
  }

  /** What is left. */
  get room(): Room {
    const [, , clients, threads] = this.whole;
    return [this.freeMiB, this.replicas, clients - this.clients, threads - this.threads];
  }

  /** Whether nothing limits a demand on this card: it takes all of it. */
  takesAll({ memoryMiB }: CheckedDemand): boolean {
    return memoryMiB === undefined && this.shareMiB === undefined;
  }

  /** What one copy takes of the memory. */
  memoryFor(demand: CheckedDemand): number {
    if (this.takesAll(demand)) return this.whole[0];
    return (demand.memoryMiB ?? this.shareMiB ?? 0) * demand.clients;
  }

  place(demand: CheckedDemand): void {
    const memoryMiB = this.memoryFor(demand);
    const threads = demand.threads * demand.clients;
    this.freeMiB -= memoryMiB;
    this.replicas = this.takesAll(demand) ? 0 : this.replicas - 1;
    this.clients += demand.clients;
    this.threads += threads;
    this.placed.push({ demand: demand.name, memoryMiB, threads });
  }

  toPackedGpu(): PackedGpu {
    const { node, index, freeMiB, threads, clients, placed } = this;
    const [, replicas, maxClients] = this.whole;
    return {
      node: node.name,
      index,
      product: node.product,
      memoryMiB: node.memoryMiB,
      freeMiB,
      threads,
      clients,
      maxClients: maxClients === UNBOUNDED ? undefined : maxClients,
      replicas: replicas === UNBOUNDED ? undefined : replicas,
      placed,
    };
  }
}
