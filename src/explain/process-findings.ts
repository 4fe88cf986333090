import { objectAt } from "../kubernetes/object-at.ts";
import { truncate } from "../result/received.ts";
import type { UnknownObject } from "../result/unknown-object.ts";
import { type Finding, finding, numbersOf, type Row, rowsOf } from "./finding.ts";
import type { Observations } from "./observed/observations.ts";

/** The container of each PID. */
export type Owners = ReadonlyMap<unknown, UnknownObject>;

/** A process may use this much more than its limit: its context. */
const CONTEXT_MIB = 512;

/** A limit that is shown in whole GiB may be this much higher. */
const ROUNDING_MIB = 1023;

const SERVER = /(?:^|\/)nvidia-cuda-mps-server$/;

/** What is wrong with processes on GPUs. */
export function processFindings(observations: Observations, owners: Owners): Finding[] {
  const programs = rowsOf(observations, "processes").filter(
    ({ row }) => typeof row["pid"] === "number" && !SERVER.test(String(row["name"])),
  );
  return [
    ...unreached(observations, programs, owners),
    ...overLimit(observations, programs, owners),
    ...together(programs, owners),
  ];
}

/** Those that are not clients of MPS, by their type or by what `ps` lists. */
function unreached(observations: Observations, programs: readonly Row[], owners: Owners) {
  const clients = rowsOf(observations, "clients").flatMap(({ row }) => [row["pid"], row["server"]]);
  const servers = numbersOf(observations.servers);
  const served = new Set<unknown>([...clients, ...servers]);
  // PIDs of another namespace are other numbers.
  const isSameNamespace =
    Array.isArray(observations.clients) &&
    (clients.length === 0 ||
      rowsOf(observations, "processes").some(({ row }) => served.has(row["pid"])));
  const isUnreached = ({ row: { type, pid } }: Row): boolean =>
    type === undefined ? isSameNamespace && !served.has(pid) : /^C/.test(String(type));
  return oncePerProcess(programs.filter(isUnreached)).flatMap((one) => {
    const message = `${nameOf(one.row)} uses the GPU without MPS: no limit holds for it`;
    return finding("finding/daemon-not-reached", [one], message, owners.get(one.row["pid"]));
  });
}

/** Those that use more than their limit, or that of the daemon. */
function overLimit(observations: Observations, programs: readonly Row[], owners: Owners) {
  const { memoryMiB: daemon, unit } = objectAt(observations, "memoryLimit");
  const limitOf = ({ row }: Row): unknown => owners.get(row["pid"])?.["memoryMiB"] ?? daemon;
  const isOver = (one: Row): boolean => {
    const limit = limitOf(one);
    const rounding = limit === daemon && unit === "GiB" ? ROUNDING_MIB : 0;
    const used = one.row["usedMiB"];
    if (typeof used !== "number" || typeof limit !== "number") return false;
    return used > limit + rounding + CONTEXT_MIB;
  };
  return oncePerProcess(programs.filter(isOver)).flatMap((one) => {
    const message = `${nameOf(one.row)} uses ${one.row["usedMiB"]} MiB: its limit is ${limitOf(one)} MiB`;
    return finding("finding/limit-ignored", [one], message, owners.get(one.row["pid"]));
  });
}

/** Those of one container that use more than its limit on one GPU, though none does alone. */
function together(programs: readonly Row[], owners: Owners): Finding[] {
  const byOwner = new Map<UnknownObject, Map<unknown, Row[]>>();
  for (const one of programs) {
    const owner = owners.get(one.row["pid"]);
    if (owner === undefined) continue;
    const byGpu = byOwner.get(owner) ?? new Map<unknown, Row[]>();
    byOwner.set(owner, byGpu);
    const rows = byGpu.get(one.row["gpu"]) ?? [];
    byGpu.set(one.row["gpu"], rows);
    rows.push(one);
  }
  return [...byOwner].flatMap(([owner, byGpu]) => {
    const limit = owner["memoryMiB"];
    if (typeof limit !== "number") return [];
    return [...byGpu.values()].flatMap((rows) => {
      const uses = numbersOf(rows.map(({ row }) => row["usedMiB"]));
      const used = uses.reduce((sum, one) => sum + one, 0);
      const isOne = uses.length < 2 || uses.some((one) => one > limit + CONTEXT_MIB);
      if (used <= limit || isOne) return [];
      const name = owner["container"] ?? "one container";
      const message = `the processes of ${name} use ${used} MiB together: ${limit} MiB is the limit of each`;
      return finding("finding/several-processes", rows, message, owner);
    });
  });
}

/** The first row of each process: what was pasted may have it twice, and it may be on several GPUs. */
function oncePerProcess(rows: readonly Row[]): readonly Row[] {
  const seen = new Set<unknown>();
  return rows.filter(({ row }) => seen.size < seen.add(row["pid"]).size);
}

function nameOf({ name, pid }: UnknownObject): string {
  return `process ${pid} (${truncate(String(name), 100)})`;
}
