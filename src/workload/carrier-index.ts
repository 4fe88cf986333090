import type { Carrier } from "./carrier.ts";
import { type CompiledCarrier, compileCarrier } from "./compiled-carrier.ts";

/** Finds the row for an object with one hash access, however long the table is. */
export class CarrierIndex {
  /** The rows of each kind, one for each group that has a kind of that name: a handful at most. */
  readonly #byKind = new Map<string, CompiledCarrier[]>();
  /** The rows for every kind of a group. */
  readonly #byGroup = new Map<string, CompiledCarrier>();

  /** Of several rows for one kind the first wins. */
  constructor(rows: readonly Carrier[]) {
    for (const row of rows) {
      if (!this.#byGroup.has(row.group)) this.#add(row);
    }
  }

  find(apiVersion: unknown, kind: unknown): CompiledCarrier | undefined {
    if (typeof kind !== "string" || typeof apiVersion !== "string") return undefined;
    const rows = this.#byKind.get(kind);
    if (rows !== undefined) {
      for (const row of rows) if (isOfGroup(apiVersion, row.group)) return row;
    }
    return this.#byGroup.get(groupOf(apiVersion));
  }

  /** Who calls a GPU by a name of their own, such as `gpu`: a kind each, `*` for a whole group. */
  kindsWithOwnGpuNames(): readonly { readonly group: string; readonly kind: string }[] {
    const kinds = [...this.#byKind].flatMap(([kind, rows]) =>
      rows.filter(hasOwnGpuNames).map(({ group }) => ({ group, kind })),
    );
    const groups = [...this.#byGroup.values()].filter(hasOwnGpuNames);
    return [...kinds, ...groups.map(({ group }) => ({ group, kind: "*" }))];
  }

  #add(row: Carrier): void {
    const compiled = compileCarrier(row);
    for (const kind of typeof row.kind === "string" ? [row.kind] : row.kind) {
      const others = this.#byKind.get(kind);
      if (kind === "*") this.#byGroup.set(row.group, compiled);
      else if (others === undefined) this.#byKind.set(kind, [compiled]);
      else others.push(compiled);
    }
  }
}

function hasOwnGpuNames(row: CompiledCarrier): boolean {
  return row.containers.some(({ shape }) => shape.gpuResources.length > 0);
}

/** `extensions` was the group of Deployment, DaemonSet and ReplicaSet before `apps`. */
const RENAMED_GROUP = "extensions/";

function isOfGroup(apiVersion: string, group: string): boolean {
  if (group === "") return !apiVersion.includes("/");
  if (apiVersion.charCodeAt(group.length) === 47 && apiVersion.startsWith(group)) return true;
  return group === "apps" && apiVersion.startsWith(RENAMED_GROUP);
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
}
