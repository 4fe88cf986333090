/** How many numbers a room has. */
const SIZE = 4;

/** What is left of a card, or what a demand needs of it: memory, replicas, clients, threads. */
export type Room = readonly [number, number, number, number];

/**
 * Finds the first card with enough room without looking at each: a tree whose nodes hold the maximum of
 * both sides in each dimension. Bench capacity: 10,000 demands on 1,000 cards.
 */
export class CardTree {
  /** The children of the node n are 2n and 2n + 1, the cards are the leaves. */
  readonly #rooms: Float64Array;
  readonly #leaves: number;

  constructor(rooms: readonly Room[]) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, rooms.length)));
    this.#rooms = new Float64Array(2 * this.#leaves * SIZE).fill(-1);
    for (const [card, room] of rooms.entries()) this.#rooms.set(room, (this.#leaves + card) * SIZE);
    for (let node = this.#leaves - 1; node > 0; node--) this.#refresh(node);
  }

  set(card: number, room: Room): void {
    let node = this.#leaves + card;
    this.#rooms.set(room, node * SIZE);
    while ((node >>= 1) > 0) this.#refresh(node);
  }

  /** The first card, from one on, that has the room and is accepted; -1 if there is none. */
  first(need: Room, from: number, accepts: (card: number) => boolean): number {
    const search = (node: number, start: number, size: number): number => {
      if (start + size <= from || !this.#holds(node, need)) return -1;
      if (size === 1) return accepts(start) ? start : -1;
      const half = size / 2;
      const found = search(2 * node, start, half);
      return found >= 0 ? found : search(2 * node + 1, start + half, half);
    };
    return search(1, 0, this.#leaves);
  }

  #holds(node: number, need: Room): boolean {
    const rooms = this.#rooms;
    for (let dimension = 0, at = node * SIZE; dimension < SIZE; dimension++, at++) {
      if ((need[dimension] as number) > (rooms[at] as number)) return false;
    }
    return true;
  }

  #refresh(node: number): void {
    const rooms = this.#rooms;
    for (let at = node * SIZE, left = 2 * at, end = at + SIZE; at < end; at++, left++) {
      rooms[at] = Math.max(rooms[left] as number, rooms[left + SIZE] as number);
    }
  }
}
