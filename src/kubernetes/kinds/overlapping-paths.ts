import { NONE } from "../../result/none.ts";
import { CONTAINER_LISTS } from "./container-lists.ts";
import { EACH_ITEM, EACH_VALUE, parseKindPath, type Step } from "./kind-path.ts";
import type { ContainerLocation, WorkloadKind } from "./workload-kind.ts";

/** Where a path of a row leads. */
export interface Destination {
  /** The path as the row has it. */
  readonly path: string;
  /** The steps to its containers. */
  readonly steps: readonly Step[];
}

/**
 * Finds two paths of a row that can lead to the same container: it would be planned twice, and a JSON
 * Patch would add everything twice.
 */
export function overlappingPaths(row: WorkloadKind): readonly [string, string] | undefined {
  const destinations = [
    ...(row.pods ?? NONE).flatMap(destinationsOfPod),
    ...(row.containers ?? NONE).map((location) => destinationOf(pathOf(location))),
  ];
  for (const [index, one] of destinations.entries()) {
    const other = destinations.slice(index + 1).find((next) => canMeet(one, next));
    if (other !== undefined) return [one.path, other.path];
  }
  return undefined;
}

export function destinationsOfPod(path: string): Destination[] {
  return CONTAINER_LISTS.map((list) => ({
    path,
    steps: [...parseKindPath(path), list, EACH_ITEM],
  }));
}

export function destinationOf(path: string): Destination {
  return { path, steps: parseKindPath(path) };
}

export function pathOf(location: string | ContainerLocation): string {
  return typeof location === "string" ? location : location.path;
}

/** Whether two paths can lead to the same container. */
export function canMeet({ steps: a }: Destination, { steps: b }: Destination): boolean {
  return a.length === b.length && a.every((step, index) => canBe(step, b[index]));
}

/** `*` can be any key, but not an item: a value is a map or an array. */
function canBe(a: Step, b: Step | undefined): boolean {
  if (a === b) return true;
  return (a === EACH_VALUE && typeof b === "string") || (b === EACH_VALUE && typeof a === "string");
}
