import { NONE } from "../../../result/none.ts";
import {
  canMeet,
  type Destination,
  destinationOf,
  destinationsOfPod,
  pathOf,
} from "../overlapping-paths.ts";
import type { WorkloadKind } from "../workload-kind.ts";
import type { Crd } from "./crd-schemas.ts";
import type { PlaceCollector } from "./place-collector.ts";

/**
 * The row of a kind, of what its schemas have and what is known of it; `undefined` if there is nothing to
 * say. What is known has priority: it names fields that a schema may not, and reaches what is opaque.
 */
export function mergedRow(
  { group, kind }: Pick<Crd, "group" | "kind">,
  places: PlaceCollector,
  known: Pick<WorkloadKind, "pods" | "containers" | "objects" | "opaque"> = {},
): WorkloadKind | undefined {
  const { pods = NONE, containers = NONE, objects = NONE, opaque = NONE } = known;
  const taken = new Destinations();
  for (const path of pods) taken.add(destinationsOfPod(path));
  for (const location of containers) taken.add([destinationOf(pathOf(location))]);
  const isOutside = (path: string) => !objects.some((object) => isWithin(path, object));
  const newPods = new Set(
    generalFirst(places.pods).filter(
      (path) => isOutside(path) && taken.add(destinationsOfPod(path)),
    ),
  );
  const newContainers = new Set(
    generalFirst(places.containers.keys()).filter(
      (path) => isOutside(path) && taken.add([destinationOf(path)]),
    ),
  );
  const named = [...pods, ...containers.map(pathOf), ...objects, ...opaque];
  const isUnnamed = (path: string) => isOutside(path) && !named.some((one) => isWithin(one, path));
  const row = {
    pods: [...pods, ...[...places.pods].filter((path) => newPods.has(path))],
    containers: [
      ...containers,
      ...[...places.containers]
        .filter(([path]) => newContainers.has(path))
        .map(([path, fields]) => (Object.keys(fields).length === 0 ? path : { path, ...fields })),
    ],
    objects: [...objects, ...[...places.objects].filter(isUnnamed)],
    opaque: [...opaque, ...[...places.opaque, ...places.resources].filter(isUnnamed)],
  };
  if (row.pods.length + row.containers.length + row.objects.length === 0) return undefined;
  const filled = Object.entries(row).filter(([, paths]) => paths.length > 0);
  return { group, kind, ...Object.fromEntries(filled) };
}

/** Where containers are by now. */
class Destinations {
  readonly #all: Destination[] = [];

  /** Returns whether nothing is there yet. */
  add(destinations: readonly Destination[]): boolean {
    const isFree = !destinations.some((one) => this.#all.some((other) => canMeet(one, other)));
    if (isFree) this.#all.push(...destinations);
    return isFree;
  }
}

/** A path with `*` before those without, which it covers. */
function generalFirst(paths: Iterable<string>): string[] {
  const stars = (path: string) => path.split(".").filter((step) => step.startsWith("*")).length;
  return [...paths].sort((a, b) => stars(b) - stars(a));
}

/** Whether a path is another, or leads to something in it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
