import { builtInKinds } from "./built-in-kinds.ts";
import { type CompiledKind, compileKind } from "./compiled-kind.ts";
import type { WorkloadKind } from "./workload-kind.ts";

/** Finds the row for an object with one lookup, however long the table is. */
export class KindIndex {
  /** The rows of each kind, one for each group that has a kind of that name: a handful at most. */
  readonly #byKind = new Map<string, CompiledKind[]>();
  /** The rows for every kind of a group. */
  readonly #byGroup = new Map<string, CompiledKind>();

  #withOwnGpuNames: ReturnType<KindIndex["kindsWithOwnGpuNames"]> | undefined;

  /** Of several rows for one kind the first wins. */
  constructor(rows: readonly WorkloadKind[]) {
    for (const row of rows) {
      if (!this.#byGroup.has(row.group)) this.#add(row);
    }
  }

  find(apiVersion: unknown, kind: unknown): CompiledKind | undefined {
    if (typeof kind !== "string" || typeof apiVersion !== "string") return undefined;
    const rows = this.#byKind.get(kind);
    if (rows !== undefined) {
      for (const row of rows) if (isOfGroup(apiVersion, row.group)) return row;
    }
    return this.#byGroup.get(groupOf(apiVersion));
  }

  /** The kinds that have their own name for a GPU, such as `gpu`; `*` for a whole group. */
  kindsWithOwnGpuNames(): readonly { readonly group: string; readonly kind: string }[] {
    return (this.#withOwnGpuNames ??= this.#findOwnGpuNames());
  }

  #findOwnGpuNames(): readonly { readonly group: string; readonly kind: string }[] {
    const kinds = [...this.#byKind].flatMap(([kind, rows]) =>
      rows.filter(hasOwnGpuNames).map(({ group }) => ({ group, kind })),
    );
    const groups = [...this.#byGroup.values()].filter(hasOwnGpuNames);
    return [...kinds, ...groups.map(({ group }) => ({ group, kind: "*" }))];
  }

  #add(row: WorkloadKind): void {
    const compiled = compileKind(row);
    for (const kind of typeof row.kind === "string" ? [row.kind] : row.kind) {
      const others = this.#byKind.get(kind);
      if (kind === "*") this.#byGroup.set(row.group, compiled);
      else if (others === undefined) this.#byKind.set(kind, [compiled]);
      else others.push(compiled);
    }
  }
}

let builtIn: KindIndex | undefined;

/** By rows that have been checked and frozen. */
const INDEXES: WeakMap<readonly WorkloadKind[], KindIndex> = /* @__PURE__ */ new WeakMap();

/**
 * The index of the built-in table and of rows that win over it. The table itself is compiled once, and
 * so are the rows of compiled options, however often these are spread into others.
 */
export function indexKinds(rows: readonly WorkloadKind[]): KindIndex {
  if (rows.length === 0) return (builtIn ??= new KindIndex(builtInKinds()));
  let index = INDEXES.get(rows);
  if (index === undefined) {
    index = new KindIndex([...rows, ...builtInKinds()]);
    INDEXES.set(rows, index);
  }
  return index;
}

/** Whether rows have been indexed, and so need not be checked. */
export function isIndexed(rows: readonly WorkloadKind[]): boolean {
  return INDEXES.has(rows);
}

function hasOwnGpuNames(row: CompiledKind): boolean {
  return row.containers.some(({ fields }) => fields.gpuResources.length > 0);
}

/** `extensions` was the group of Deployment, DaemonSet and ReplicaSet before `apps`. */
const RENAMED_GROUP = "extensions/";

function isOfGroup(apiVersion: string, group: string): boolean {
  // `/v1` is the core group too, as Kubernetes reads it.
  if (group === "") return apiVersion.lastIndexOf("/") <= 0;
  if (apiVersion.charCodeAt(group.length) === 47 && apiVersion.startsWith(group)) return true;
  return group === "apps" && apiVersion.startsWith(RENAMED_GROUP);
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
}
