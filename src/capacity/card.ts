import { MIG_PREFIX } from "../kubernetes/gpu/gpu-resource-names.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";
import type { Room } from "./card-tree.ts";
import type { CheckedDemand } from "./check-packing-input.ts";
import type { GpuNode } from "./gpu-node.ts";
import type { PackedGpu, PlacedCopy } from "./packing.ts";

const UNBOUNDED = Number.POSITIVE_INFINITY;

/** A card while it is filled. */
export class Card {
  readonly node: GpuNode;
  readonly index: number;
  /** For pods. */
  readonly capacityMiB: number;
  /** What a client without a limit of its own gets, if the card is shared in equal shares. */
  readonly shareMiB: number | undefined;
  /** Of an empty card. */
  readonly whole: Room;
  /** What is left: MiB, replicas, clients, threads. */
  room: Room;
  #clients = 0;
  #threads = 0;
  readonly #placed: PlacedCopy[] = [];

  constructor(node: GpuNode, index: number, reserveMiB: number, threadFactor: number) {
    const { memoryMiB = 0, replicas, sharing, sharedBy, maxClients } = node;
    const isShared = sharing !== "none";
    const isBounded = !(sharing === "mps" && sharedBy === "daemon");
    this.node = node;
    this.index = index;
    this.capacityMiB = Math.max(0, memoryMiB - reserveMiB);
    this.shareMiB = sharing === "mps" && isBounded ? Math.floor(memoryMiB / replicas) : undefined;
    this.whole = [
      this.capacityMiB,
      isBounded ? (isShared ? replicas : 1) : UNBOUNDED,
      sharing === "mps" ? maxClients : UNBOUNDED,
      100 * threadFactor,
    ];
    this.room = this.whole;
  }

  get isUsed(): boolean {
    return this.#placed.length > 0;
  }

  /** What one copy needs of this card: all that there is if nothing limits it. */
  needOf({ memoryMiB, clients, threads }: CheckedDemand): Room {
    const each = memoryMiB ?? this.shareMiB;
    const isLimited = each !== undefined;
    const memory = isLimited ? each * clients : this.capacityMiB;
    return [memory, isLimited ? 1 : (this.whole[1] ?? 1), clients, threads * clients];
  }

  place(demand: CheckedDemand): void {
    const need = this.needOf(demand);
    const [memoryMiB = 0, , clients = 0, threads = 0] = need;
    this.room = this.room.map((left, dimension) => {
      const amount = need[dimension] ?? 0;
      return amount === UNBOUNDED ? 0 : left - amount;
    });
    this.#clients += clients;
    this.#threads += threads;
    this.#placed.push({ demand: demand.name, memoryMiB, threads });
  }

  toPackedGpu(): PackedGpu {
    const { name, product, memoryMiB } = this.node;
    const [, replicas, maxClients] = this.whole;
    return {
      node: name,
      index: this.index,
      product,
      memoryMiB,
      freeMiB: this.room[0] ?? 0,
      threads: this.#threads,
      clients: this.#clients,
      maxClients: maxClients === UNBOUNDED ? undefined : maxClients,
      replicas: replicas === UNBOUNDED ? undefined : replicas,
      placed: this.#placed,
    };
  }
}

type Obstacle = readonly [
  code: IssueCode,
  isInTheWay: (demand: CheckedDemand, card: Card, need: Room) => boolean,
  message: string,
  hint?: string,
];

function lacks(dimension: number, of: "whole" | "room"): Obstacle[1] {
  return (_, card, need) => (need[dimension] ?? 0) > (card[of][dimension] ?? 0);
}

const NO_NODE: Obstacle = [
  "capacity/no-node",
  ({ resource, nodeSelector }, { node }) =>
    !(offers(node.resource, resource) && matches(node.labels, nodeSelector)),
  "no node offers this resource and has the labels of the nodeSelector",
];

/** What may keep a demand from a card, in the order in which it is looked at. */
const OBSTACLES: readonly Obstacle[] = [
  NO_NODE,
  ["capacity/too-few-gpus", ({ gpus }, { node }) => node.count < gpus, "no node has so many cards"],
  [
    "capacity/memory-unknown",
    ({ memoryMiB }, { node }) => memoryMiB !== undefined && node.memoryMiB === undefined,
    "how much memory the cards have is unknown",
    "set memoryMiB of the node",
  ],
  [
    "capacity/too-large",
    lacks(0, "whole"),
    "a card does not have so much memory",
    "ask for less, or for more GPUs",
  ],
  [
    "capacity/over-share",
    ({ memoryMiB = 0 }, { node, shareMiB = UNBOUNDED }) =>
      node.sharedBy !== "gke" && memoryMiB > shareMiB,
    "the device plugin gives a client a smaller share than this limit",
    "configure fewer replicas: see replicasFor",
  ],
  ["capacity/no-clients", lacks(2, "whole"), "an MPS server does not serve so many clients"],
  ["capacity/no-threads", lacks(3, "whole"), "these are more threads than threadFactor allows"],
  ["capacity/no-replica", lacks(1, "room"), "every replica is taken"],
  ["capacity/no-memory", lacks(0, "room"), "no card has so much memory left"],
  ["capacity/no-clients", lacks(2, "room"), "no MPS server can serve so many more clients"],
  ["capacity/no-threads", lacks(3, "room"), "no card has so many of its threads left"],
  ["capacity/too-few-gpus", () => false, "no node has so many cards with enough left"],
];

/** Those before this one are there on empty cards too. */
const FIRST_OF_ROOM = 7;

/** The number of the first obstacle; that of the last if there is none on this card. */
export function firstObstacle(demand: CheckedDemand, card: Card): number {
  const need = card.needOf(demand);
  const found = OBSTACLES.findIndex(([, isInTheWay]) => isInTheWay(demand, card, need));
  return found < 0 ? OBSTACLES.length - 1 : found;
}

export function isFree(obstacle: number): boolean {
  return obstacle === OBSTACLES.length - 1;
}

/** Whether empty cards would do. */
export function isOfRoom(obstacle: number): boolean {
  return obstacle >= FIRST_OF_ROOM;
}

export function describeObstacle(obstacle: number, { path, memoryMiB }: CheckedDemand): Issue {
  const [code, , message, hint] = OBSTACLES[obstacle] ?? NO_NODE;
  return newIssue(
    code,
    path,
    message,
    hint,
    ...(memoryMiB === undefined ? [] : [`${memoryMiB}Mi`]),
  );
}

function offers(offered: string | undefined, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === offered) return true;
  return offered === undefined && !wanted.startsWith(MIG_PREFIX);
}

function matches(
  labels: Readonly<Record<string, string>> | undefined,
  selector: Readonly<Record<string, string>> = {},
): boolean {
  if (labels === undefined) return true;
  return Object.entries(selector).every(
    ([name, value]) => Object.hasOwn(labels, name) && labels[name] === value,
  );
}
