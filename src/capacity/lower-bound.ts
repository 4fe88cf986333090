import type { Card } from "./card.ts";
import type { CheckedDemand } from "./check-packing-input.ts";

/**
 * How many cards the demands need at least: the fewest of the largest cards that hold the sum of each
 * thing that is counted, one card for each copy that needs more than half of the largest, and one for each
 * that takes a whole card.
 */
export function lowerBound(demands: readonly CheckedDemand[], cards: readonly Card[]): number {
  let leastShare = Number.POSITIVE_INFINITY;
  let leastWhole = Number.POSITIVE_INFINITY;
  for (const { shareMiB, whole } of cards) {
    if (shareMiB === undefined) leastWhole = Math.min(leastWhole, whole[0]);
    else leastShare = Math.min(leastShare, shareMiB);
  }
  const largest = cards.reduce((most, { whole }) => Math.max(most, whole[0]), 0);
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  let wholes = 0;
  let large = 0;
  let together = 0;
  for (const { memoryMiB, clients, threads, gpus, copies } of demands) {
    if (copies === 0) continue;
    const count = copies * gpus;
    together = Math.max(together, gpus);
    if (memoryMiB === undefined && leastShare === Number.POSITIVE_INFINITY) {
      wholes += count;
      continue;
    }
    // Without a limit: a share, or all of the smallest card that has none.
    const memory =
      memoryMiB === undefined ? Math.min(leastShare * clients, leastWhole) : memoryMiB * clients;
    if (memory * 2 > largest) large += count;
    sums[0] += memory * count;
    sums[1] += count;
    sums[2] += clients * count;
    sums[3] += threads * clients * count;
  }
  const fewest = sums.map((sum, dimension) =>
    fewestOf(
      cards.map(({ whole }) => whole[dimension] as number),
      sum,
    ),
  );
  return Math.max(together, wholes + Math.max(large, ...fewest));
}

/** How many of the largest numbers, and then more like the largest, have a sum at least. */
function fewestOf(numbers: readonly number[], sum: number): number {
  const descending = [...numbers].sort((a, b) => b - a);
  let rest = sum;
  for (const [count, number] of descending.entries()) {
    if (rest <= 0) return count;
    rest -= number;
  }
  return rest > 0 ? numbers.length + Math.ceil(rest / (descending[0] ?? rest)) : numbers.length;
}
