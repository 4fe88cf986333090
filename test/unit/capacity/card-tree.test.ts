import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CardTree } from "../../../src/capacity/card-tree.ts";
import { runs } from "../../helpers/properties.ts";

const room = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9));

describe("CardTree", () => {
  it("finds what a loop over all cards finds, also after changes", () => {
    const change = fc.record({ at: fc.nat(40), room });
    const arbitraries = [
      fc.array(room, { maxLength: 20 }),
      fc.array(change, { maxLength: 10 }),
      room,
      fc.nat(22),
      fc.nat(3),
    ] as const;
    fc.assert(
      fc.property(...arbitraries, (rooms, changes, need, from, divisor) => {
        const tree = new CardTree(rooms);
        const now = [...rooms];
        for (const { at, room } of changes.filter(({ at }) => at < rooms.length)) {
          tree.set(at, room);
          now[at] = room;
        }
        const accepts = (card: number) => card % (divisor + 1) === 0;
        const expected = now.findIndex(
          (room, card) =>
            card >= from && accepts(card) && need.every((amount, at) => amount <= (room[at] ?? 0)),
        );
        expect(tree.first(need, from, accepts)).toBe(expected);
      }),
      runs(300),
    );
  });

  it("does not look at cards without the room", () => {
    const tree = new CardTree([1, 2, 3, 2].map((memory) => [memory, 1, 1, 1]));
    const seen: number[] = [];
    const accepts = (card: number) => {
      seen.push(card);
      return false;
    };
    expect(tree.first([3, 1, 1, 1], 0, accepts)).toBe(-1);
    expect(seen).toEqual([2]);
  });
});
