import { type Crd, crdsIn } from "../../src/kubernetes/kinds/crds/crd-schemas.ts";
import { placesOf } from "../../src/kubernetes/kinds/crds/kinds-from-crds.ts";
import { pathOf } from "../../src/kubernetes/kinds/overlapping-paths.ts";
import type { ContainerLocation, WorkloadKind } from "../../src/kubernetes/kinds/workload-kind.ts";

/** Where a row and the schemas of its kind disagree. */
export interface Difference {
  readonly path: string;
  readonly problem: "not in the schema" | "not in the row" | "other fields in the schema";
}

/** The definitions of a folder, those of one kind together. */
export function definitionsByKind(crds: readonly object[]): Map<string, Crd> {
  const byKind = new Map<string, Crd>();
  for (const crd of crdsIn(crds, [], [])) {
    const name = `${crd.group} ${crd.kind}`;
    const schemas = [...(byKind.get(name)?.schemas ?? []), ...crd.schemas];
    byKind.set(name, { ...crd, schemas });
  }
  return byKind;
}

/** Compares a row with the schemas of one of its kinds. A path into what a schema leaves open agrees. */
export function compareRow(row: WorkloadKind, crd: Crd): Difference[] {
  const places = placesOf(crd, []);
  const open = [...places.opaque, ...places.objects];
  const isOpen = (path: string) => open.some((one) => isWithin(path, one));
  const inSchema = new Set([...places.pods, ...places.containers.keys(), ...places.objects]);
  const containers = row.containers ?? [];
  const inRow = new Set([...(row.pods ?? []), ...containers.map(pathOf), ...(row.objects ?? [])]);
  const objects = row.objects ?? [];
  const missing = [...inRow].filter((path) => !inSchema.has(path) && !isOpen(path));
  const extra = [...inSchema].filter(
    (path) => !inRow.has(path) && !objects.some((object) => isWithin(path, object)),
  );
  const other = containers.filter((location) => {
    const fields = places.containers.get(pathOf(location));
    return fields !== undefined && fieldsOf(fields) !== fieldsOf(location);
  });
  return [
    ...missing.map((path): Difference => ({ path, problem: "not in the schema" })),
    ...extra.map((path): Difference => ({ path, problem: "not in the row" })),
    ...other.map(
      (location): Difference => ({
        path: pathOf(location),
        problem: "other fields in the schema",
      }),
    ),
  ];
}

function fieldsOf(location: string | Omit<ContainerLocation, "path">): string {
  const { env, resources, gpu, gpuResources } =
    typeof location === "string" ? ({} as Partial<ContainerLocation>) : location;
  return JSON.stringify([env ?? "env", resources ?? "resources", gpu, gpuResources ?? []]);
}

/** Whether a path is another, or leads to something in it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
