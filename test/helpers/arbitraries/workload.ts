import fc from "fast-check";
import type { ContainerLocation, FieldPath, WorkloadKind } from "kube-mps";
import { builtInKinds } from "../../../src/kubernetes/kinds/built-in-kinds.ts";
import { container, oddContainer } from "./container.ts";
import { oddPodSpec, podSpec } from "./pod-spec.ts";

/** A manifest, and where its containers are: a model need not search for them. */
export interface Workload {
  readonly object: Record<string, unknown>;
  readonly planted: readonly Planted[];
}

/** A pod spec, or an inline container with the names of its fields. */
interface Planted {
  readonly path: FieldPath;
  readonly container?: ContainerLocation;
}

/** The number of items or values of a wildcard, and what they are filled with. */
interface Filling {
  readonly width: number;
  readonly specs: readonly object[];
  readonly containers: readonly unknown[];
}

const BUILT_IN = ["", "apps", "batch"];

const injectable = builtInKinds().filter(
  ({ kind, skip, objects }) => kind !== "*" && skip === undefined && !objects,
);

/** Every kind that holds containers, one of each row of the table. */
export const knownWorkload = (): fc.Arbitrary<Workload> =>
  workloadOf(injectable, filling(podSpec(), container()));

/** Pod, Deployment, Job and other built-in kinds, as Kubernetes accepts them. */
export const builtInWorkload = (): fc.Arbitrary<Workload> =>
  workloadOf(
    injectable.filter(({ group }) => BUILT_IN.includes(group)),
    filling(podSpec(), container()),
  );

/** Every kind, with any value in the place of containers. */
export const oddWorkload = (): fc.Arbitrary<Workload> =>
  workloadOf(injectable, filling(oddPodSpec(), oddContainer()));

/** A List of workloads, or one alone. */
export const manyWorkloads = (one: fc.Arbitrary<Workload>): fc.Arbitrary<Workload> =>
  fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }).map(listOf) },
  );

function filling(spec: fc.Arbitrary<object>, one: fc.Arbitrary<unknown>): fc.Arbitrary<Filling> {
  return fc.record({
    width: fc.integer({ min: 1, max: 2 }),
    specs: fc.array(spec, { minLength: 1, maxLength: 2 }),
    containers: fc.array(one, { minLength: 1, maxLength: 2 }),
  });
}

function workloadOf(
  rows: readonly WorkloadKind[],
  fillings: fc.Arbitrary<Filling>,
): fc.Arbitrary<Workload> {
  return fc
    .tuple(fc.constantFrom(...rows), fc.nat(), fillings)
    .map(([row, choice, filling]) => build(row, choice, filling));
}

function build(row: WorkloadKind, choice: number, { width, specs, containers }: Filling): Workload {
  const kinds = typeof row.kind === "string" ? [row.kind] : row.kind;
  const object: Record<string, unknown> = {
    apiVersion: row.group === "" ? "v1" : `${row.group}/v1`,
    kind: kinds[choice % kinds.length],
    metadata: { name: "generated" },
  };
  const isPlantable = typesOf(row);
  const pods = (row.pods ?? []).filter(isPlantable).flatMap((path) => expand(path, width));
  for (const [index, path] of pods.entries()) {
    plant(object, path, structuredClone(specs[index % specs.length]));
  }
  const locations = (row.containers ?? [])
    .map((location) => (typeof location === "string" ? { path: location } : location))
    .filter(({ path }) => isPlantable(path))
    .flatMap((container) => expand(container.path, width).map((path) => ({ path, container })));
  for (const [index, { path, container }] of locations.entries()) {
    plant(object, path, renamed(structuredClone(containers[index % containers.length]), container));
  }
  return { object, planted: [...pods.map((path) => ({ path })), ...locations] };
}

/** Whether a path does not need a map where one before it needs a list, of another version. */
function typesOf({ pods = [], containers = [] }: WorkloadKind): (path: string) => boolean {
  const locations = containers.map((one) => (typeof one === "string" ? one : one.path));
  const lists = [...pods, ...locations].flatMap((path) =>
    [...path.matchAll(/\[\*\]/g)].map(({ index }) => path.slice(0, index)),
  );
  return (path) => !lists.some((list) => path.startsWith(`${list}.`));
}

/** Every concrete path for a path with wildcards. */
function expand(path: string, width: number): FieldPath[] {
  let paths: (string | number)[][] = [[]];
  for (const step of path.replaceAll("[*]", ".[*]").split(".")) {
    const choices = step === "[*]" ? [0, 1] : step === "*" ? ["alpha", "beta"] : [step];
    paths = paths.flatMap((before) =>
      choices.slice(0, step.includes("*") ? width : 1).map((choice) => [...before, choice]),
    );
  }
  return paths;
}

/** Puts a value at a path. An object is merged with what is there; other values replace nothing. */
function plant(root: object, path: FieldPath, value: unknown): void {
  let at = root as Record<string | number, unknown>;
  for (const [index, step] of path.slice(0, -1).entries()) {
    at[step] ??= typeof path[index + 1] === "number" ? [] : {};
    at = at[step] as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? "";
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  at[last] = isObject ? { ...(at[last] as object | undefined), ...value } : (at[last] ?? {});
}

/** A container with the field names of its location. */
function renamed(value: unknown, location: ContainerLocation): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { env, resources, name, ...rest } = value as Record<string, unknown>;
  const limits = (resources as { limits?: object } | null | undefined)?.limits;
  const [gpu] = Object.entries(limits ?? {});
  return {
    ...(location.gpu === undefined ? { name } : {}),
    ...(env === undefined ? {} : { [location.env ?? "env"]: env }),
    ...(location.gpu !== undefined && gpu !== undefined
      ? { [location.gpu]: { name: gpu[0], quantity: gpu[1] } }
      : {}),
    ...(resources === undefined || location.gpu !== undefined
      ? {}
      : { [location.resources ?? "resources"]: resources }),
    ...(location.gpu === undefined ? rest : {}),
  };
}

function listOf(workloads: readonly Workload[]): Workload {
  return {
    object: { apiVersion: "v1", kind: "List", items: workloads.map(({ object }) => object) },
    planted: workloads.flatMap(({ planted }, index) =>
      planted.map((one) => ({ ...one, path: ["items", index, ...one.path] })),
    ),
  };
}
