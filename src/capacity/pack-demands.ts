import { type OptionTable, readOptions } from "../options/option.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";
import { received } from "../result/received.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { Card } from "./card.ts";
import { CardTree, type Room } from "./card-tree.ts";
import { type CheckedDemand, checkDemands, checkNodes } from "./check-packing-input.ts";
import type { GpuDemand } from "./gpu-demand.ts";
import type { GpuNodeInput } from "./gpu-node.ts";
import { lowerBound } from "./lower-bound.ts";
import { describeObstacle, FIRST_OF_ROOM, firstObstacle, NO_OBSTACLE } from "./obstacles.ts";
import type { Packing, UnplacedDemand } from "./packing.ts";
import { MAX_MIB, numberOption } from "./read-fields.ts";

/** Options of {@link packDemands}. */
export interface PackOptions {
  /**
   * MiB of each card that no demand gets: for the driver and the MPS server.
   *
   * @defaultValue 0
   */
  readonly reserveMiB?: number | undefined;
  /**
   * How many times the threads of a card may be given away: 1 for percentages that add up to 100.
   *
   * @defaultValue unbounded
   */
  readonly threadFactor?: number | undefined;
}

const OPTIONS: OptionTable<{ readonly reserveMiB: number; readonly threadFactor: number }> = {
  reserveMiB: /* @__PURE__ */ numberOption(0, 0, MAX_MIB),
  threadFactor: /* @__PURE__ */ numberOption(Number.POSITIVE_INFINITY, 0, Number.MAX_VALUE),
};

/**
 * Places demands on cards: the largest first, each on the first card with enough left, in the order of
 * the nodes. The order of the demands does not matter. Memory is never given away twice; a card serves no
 * more clients than its MPS server can, and no more containers than it has replicas. What is left over
 * may still fit in another way, unless its reason is that no card is large enough.
 *
 * Issues: `capacity/value`, `capacity/unknown-key`, `options/*`, `input/unreadable`. Warnings:
 * `capacity/not-enforced`, `capacity/fewer-threads`, `capacity/several-replicas`. Reasons of what is not
 * placed: `capacity/no-node`, `capacity/too-few-gpus`, `capacity/memory-unknown`, `capacity/too-large`,
 * `capacity/over-share`, `capacity/no-replica`, `capacity/no-memory`, `capacity/no-clients`,
 * `capacity/no-threads`. Never throws.
 *
 * @param nodes - in the order in which they are to be filled
 *
 * @example
 * ```ts
 * const { unplaced, lowerBound, optimal } = unwrap(packDemands(nodes, demands));
 * ```
 */
export function packDemands(
  nodes: readonly GpuNodeInput[],
  demands: readonly GpuDemand[],
  options: PackOptions = {},
): Result<Packing> {
  try {
    const issues: Issue[] = [];
    const read = readOptions(options, OPTIONS);
    if (!read.ok) issues.push(...read.issues);
    const checkedNodes = checkNodes(nodes, issues);
    const checkedDemands = checkDemands(demands, issues);
    if (!read.ok || isNonEmpty(issues)) return failure(issues as [Issue, ...Issue[]]);
    const { reserveMiB, threadFactor } = read.value;
    const cards = checkedNodes.flatMap((node) =>
      Array.from({ length: node.count }, (_, index) => {
        return new Card(node, index, reserveMiB, threadFactor);
      }),
    );
    return new Packer(cards).pack(checkedDemands);
  } catch (error) {
    return unreadable(error);
  }
}

class Packer {
  readonly #cards: readonly Card[];
  readonly #tree: CardTree;
  readonly #warnings: Issue[] = [];

  constructor(cards: readonly Card[]) {
    this.#cards = cards;
    this.#tree = new CardTree(cards.map(({ room }) => room));
  }

  pack(demands: readonly CheckedDemand[]): Result<Packing> {
    const unplaced: UnplacedDemand[] = [];
    const counted: CheckedDemand[] = [];
    for (const demand of [...demands].sort(inOrder)) {
      const copies = this.#placeCopies(demand);
      const obstacle = copies > 0 ? this.#obstacleOf(demand) : FIRST_OF_ROOM;
      if (obstacle >= FIRST_OF_ROOM) counted.push(demand);
      if (copies === 0) continue;
      unplaced.push({ demand: demand.name, copies, reason: describeObstacle(obstacle, demand) });
    }
    const least = lowerBound(counted, this.#cards);
    const used = this.#cards.filter(({ placed }) => placed.length > 0).length;
    const packing: Packing = {
      gpus: this.#cards.map((card) => card.toPackedGpu()),
      unplaced,
      lowerBound: least,
      optimal: unplaced.length === 0 && used === least,
    };
    return success(packing, this.#warnings);
  }

  /** How many copies are left. */
  #placeCopies(demand: CheckedDemand): number {
    const warned = new Set<IssueCode>();
    let from = 0;
    for (let left = demand.copies; left > 0; left--) {
      const found = this.#find(demand, from);
      const [first] = found;
      if (first === undefined) return left;
      from = first;
      for (const card of found) this.#place(demand, card, warned);
    }
    return 0;
  }

  /** Cards of one node; none if there are not enough. */
  #find(demand: CheckedDemand, from: number): number[] {
    const { gpus } = demand;
    const least = leastFor(demand);
    const accepts = (at: number) => this.#at(at, demand) === NO_OBSTACLE;
    for (let start = from; ; ) {
      const first = this.#tree.first(least, start, accepts);
      if (first < 0) return [];
      const { node, index } = this.#cards[first] as Card;
      const found = [first];
      start = first - index + node.count;
      for (let at = first + 1; at < start && found.length < gpus; at++) {
        if (accepts(at)) found.push(at);
      }
      if (found.length === gpus) return found;
    }
  }

  #place(demand: CheckedDemand, at: number, warned: Set<IssueCode>): void {
    const card = this.#cards[at] as Card;
    card.place(demand);
    this.#tree.set(at, card.room);
    for (const [code, message] of caveatsOf(demand, card)) {
      if (warned.has(code)) continue;
      warned.add(code);
      this.#warnings.push(newIssue(code, demand.path, message));
    }
  }

  /** What is in the way on the card where the demand gets furthest. */
  #obstacleOf(demand: CheckedDemand): number {
    const empty = this.#cards.reduce((most, card) => {
      return card.index > 0 ? most : Math.max(most, firstObstacle(demand, card));
    }, 0);
    if (empty < FIRST_OF_ROOM) return empty;
    const [memory, replicas, clients] = leastFor(demand);
    const past: Room[] = [
      [0, replicas, 0, 0],
      [memory, replicas, 0, 0],
      [memory, replicas, clients, 0],
      leastFor(demand),
    ];
    const blocked = past.findIndex((need, at) => {
      return this.#tree.first(need, 0, (card) => this.#at(card, demand) > FIRST_OF_ROOM + at) < 0;
    });
    return blocked < 0 ? NO_OBSTACLE : FIRST_OF_ROOM + blocked;
  }

  /** The first obstacle on a card. */
  #at(card: number, demand: CheckedDemand): number {
    return firstObstacle(demand, this.#cards[card] as Card);
  }
}

/** What a demand needs of any card. */
function leastFor({ memoryMiB = 0, clients, threads }: CheckedDemand): Room {
  return [memoryMiB * clients, 1, clients, threads * clients];
}

function caveatsOf(demand: CheckedDemand, { node, shareMiB }: Card): [IssueCode, string][] {
  const { memoryMiB, threads, gpus } = demand;
  const { sharing, sharedBy, replicas } = node;
  const name = received(node.name);
  const isPlugin = shareMiB !== undefined && sharedBy !== "gke";
  const share = Math.floor(100 / replicas);
  const caveats: [IssueCode, string][] = [];
  if (sharing === "time-slicing" && (memoryMiB !== undefined || threads > 0)) {
    caveats.push(["capacity/not-enforced", `limits do not hold on ${name}, which shares by time`]);
  }
  if (isPlugin && threads > share) {
    caveats.push(["capacity/fewer-threads", `gets ${share} % of the threads on ${name}`]);
  }
  if (sharing !== "none" && sharedBy !== "daemon" && gpus > 1) {
    caveats.push(["capacity/several-replicas", `${gpus} replicas may be of one card of ${name}`]);
  }
  return caveats;
}

/** Demands for more cards first, then for more memory, threads, clients; then by name. */
function inOrder(a: CheckedDemand, b: CheckedDemand): number {
  return (
    b.gpus - a.gpus ||
    (b.memoryMiB ?? MAX_MIB + 1) - (a.memoryMiB ?? MAX_MIB + 1) ||
    b.threads - a.threads ||
    b.clients - a.clients ||
    compare(a.name, b.name) ||
    compare(keyOf(a), keyOf(b))
  );
}

/** What makes a difference between demands of one name and size. */
function keyOf({ copies, resource, selector, path }: CheckedDemand): string {
  return JSON.stringify([copies, resource, selector, path]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
