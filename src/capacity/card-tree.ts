/** What is left of a card, or what a demand needs of it, in a fixed number of dimensions. */
export type Room = readonly number[];

/**
 * Finds the first card with enough room without looking at each: a tree whose nodes hold the maximum of
 * either side in each dimension. Bench capacity: 10,000 demands on 1,000 cards.
 */
export class CardTree {
  /** The children of the node n are 2n and 2n + 1, the cards are the leaves. */
  readonly #nodes: (Room | undefined)[];
  readonly #leaves: number;

  constructor(rooms: readonly Room[]) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, rooms.length)));
    this.#nodes = Array.from({ length: 2 * this.#leaves }, (_, node) => rooms[node - this.#leaves]);
    for (let node = this.#leaves - 1; node > 0; node--) this.#refresh(node);
  }

  set(card: number, room: Room): void {
    let node = this.#leaves + card;
    this.#nodes[node] = room;
    while ((node >>= 1) > 0) this.#refresh(node);
  }

  /** The first card, from one on, that has the room and is accepted; -1 if there is none. */
  first(need: Room, from: number, accepts: (card: number) => boolean): number {
    const search = (node: number, start: number, size: number): number => {
      const room = this.#nodes[node];
      if (start + size <= from || room === undefined) return -1;
      if (need.some((amount, dimension) => amount > (room[dimension] ?? 0))) return -1;
      if (size === 1) return accepts(start) ? start : -1;
      const half = size / 2;
      const found = search(2 * node, start, half);
      return found >= 0 ? found : search(2 * node + 1, start + half, half);
    };
    return search(1, 0, this.#leaves);
  }

  #refresh(node: number): void {
    const left = this.#nodes[2 * node];
    const right = this.#nodes[2 * node + 1];
    this.#nodes[node] =
      left && right ? left.map((room, dimension) => Math.max(room, right[dimension] ?? 0)) : left;
  }
}
