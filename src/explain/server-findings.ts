import type { UnknownObject } from "../result/unknown-object.ts";
import { type Finding, finding, type Row, rowsOf } from "./finding.ts";
import type { LogEvent, Observations } from "./observed/observations.ts";

/** What a server can serve from Volta on; 16 before, 60 from CUDA 13.1. */
const MAX_CLIENTS = 48;

/** What a program needs to start: as much memory is worth calling free. */
const CONTEXT_MIB = 512;

/** What is wrong with servers, and what logs tell of. */
export function serverFindings(observations: Observations): Finding[] {
  const log = rowsOf(observations, "log");
  const events = (event: LogEvent): readonly Row[] =>
    log.filter(({ row }) => row["event"] === event);
  const free = [...rowsOf(observations, "cards"), ...rowsOf(observations, "metrics")].filter(
    ({ row }) => freeMiB(row) >= CONTEXT_MIB,
  );
  const outOfMemory = events("out-of-memory").slice(0, 5);
  const faults = valuesOf(observations, "serverStatus").filter(
    ({ row }) => row["value"] === "FAULT",
  );
  return [
    ...fullServers(observations),
    ...finding("finding/daemon-not-reached", events("daemon-not-reached")),
    ...finding("finding/server-fault", [...faults, ...events("server-fault")]),
    ...finding("finding/credentials", events("credentials")),
    ...finding("finding/too-many-clients", events("too-many-clients")),
    ...(free.length === 0 || outOfMemory.length === 0
      ? []
      : finding("finding/over-limit", [...outOfMemory, ...free])),
  ];
}

/** Servers with as many clients as they can serve. */
function fullServers(observations: Observations): Finding[] {
  const byServer = new Map<unknown, Row[]>();
  for (const one of rowsOf(observations, "clients")) {
    const rows = byServer.get(one.row["server"]) ?? [];
    byServer.set(one.row["server"], rows);
    rows.push(one);
  }
  return [...byServer.values(), valuesOf(observations, "clientPids")].flatMap((rows) => {
    if (rows.length < MAX_CLIENTS) return [];
    const message = `a server has ${rows.length} clients: it serves ${MAX_CLIENTS}, 60 from CUDA 13.1`;
    return finding("finding/too-many-clients", rows, message);
  });
}

/** The rows of a list of plain values. */
function valuesOf(observations: Observations, name: keyof Observations): readonly Row[] {
  const list: unknown = observations[name];
  return Array.isArray(list)
    ? list.map((value, index) => ({ row: { value }, path: [name, index] }))
    : [];
}

/** What a card has left, by its memory or as a metric says; NaN if the row does not say. */
function freeMiB({ usedMiB, totalMiB, name, value }: UnknownObject): number {
  if (name === "DCGM_FI_DEV_FB_FREE") return Number(value);
  return Number(totalMiB) - Number(usedMiB);
}
