import type { Carrier } from "./carrier.ts";
import { type CompiledCarrier, compileCarrier } from "./compiled-carrier.ts";

/** Finds the row for an object with one hash access, however long the table is. */
export class CarrierIndex {
  readonly #byKind: ReadonlyMap<string, readonly CompiledCarrier[]>;
  readonly #anyKind: readonly CompiledCarrier[];

  /** Of several rows for one kind the first wins. */
  constructor(rows: readonly Carrier[]) {
    const byKind = new Map<string, CompiledCarrier[]>();
    for (const row of rows) {
      const compiled = compileCarrier(row);
      for (const kind of typeof row.kind === "string" ? [row.kind] : row.kind) {
        const others = byKind.get(kind);
        if (others === undefined) byKind.set(kind, [compiled]);
        else others.push(compiled);
      }
    }
    this.#anyKind = byKind.get("*") ?? [];
    byKind.delete("*");
    this.#byKind = byKind;
  }

  find(apiVersion: unknown, kind: unknown): CompiledCarrier | undefined {
    if (typeof kind !== "string" || typeof apiVersion !== "string") return undefined;
    return ofGroup(this.#byKind.get(kind), apiVersion) ?? ofGroup(this.#anyKind, apiVersion);
  }
}

function ofGroup(
  rows: readonly CompiledCarrier[] | undefined,
  apiVersion: string,
): CompiledCarrier | undefined {
  if (rows === undefined) return undefined;
  for (const row of rows) if (isOfGroup(apiVersion, row.group)) return row;
  return undefined;
}

/** `extensions` was the group of Deployment, DaemonSet and ReplicaSet before `apps`. */
const RENAMED_GROUP = "extensions/";

function isOfGroup(apiVersion: string, group: string): boolean {
  if (group === "") return !apiVersion.includes("/");
  if (apiVersion.charCodeAt(group.length) === 47 && apiVersion.startsWith(group)) return true;
  return group === "apps" && apiVersion.startsWith(RENAMED_GROUP);
}
