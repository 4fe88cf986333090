import { NONE } from "../core/none.ts";
import type { Carrier } from "./carrier.ts";
import { EACH_ITEM, EACH_VALUE, parseCarrierPath, type Step } from "./carrier-path.ts";
import { CONTAINER_LISTS } from "./container-lists.ts";

interface Place {
  readonly written: string;
  readonly steps: readonly Step[];
}

/**
 * Two paths of a row that can lead to one and the same container, if there are any: it would be
 * planned twice, and a JSON Patch would then add everything twice.
 */
export function overlappingPaths(row: Carrier): readonly [string, string] | undefined {
  const places = [
    ...(row.pods ?? NONE).flatMap((path): Place[] =>
      CONTAINER_LISTS.map((list) => ({
        written: path,
        steps: [...parseCarrierPath(path), list, EACH_ITEM],
      })),
    ),
    ...(row.containers ?? NONE).map((place): Place => {
      const path = typeof place === "string" ? place : place.path;
      return { written: path, steps: parseCarrierPath(path) };
    }),
  ];
  for (const [index, one] of places.entries()) {
    const other = places.slice(index + 1).find(({ steps }) => canMeet(one.steps, steps));
    if (other !== undefined) return [one.written, other.written];
  }
  return undefined;
}

function canMeet(a: readonly Step[], b: readonly Step[]): boolean {
  return a.length === b.length && a.every((step, index) => canBe(step, b[index]));
}

/** `*` stands for any key, but not for an item: a value is a map or an array. */
function canBe(a: Step, b: Step | undefined): boolean {
  if (a === b) return true;
  return (a === EACH_VALUE && typeof b === "string") || (b === EACH_VALUE && typeof a === "string");
}
