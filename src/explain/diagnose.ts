import { objectAt } from "../kubernetes/object-at.ts";
import { EXPLAIN_CODES } from "../result/codes/explain.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { printable } from "../result/printable.ts";
import { received, truncate } from "../result/received.ts";
import { failure, type Result, success } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import type { LogEvent, Observations } from "./observed/observations.ts";

/** What observations show. */
export interface Finding extends Issue {
  /** What it follows from; at most ten. */
  readonly evidence: readonly Evidence[];
  /** The container that it is about, if that is known. */
  readonly container?: string;
}

/** A row of the observations. */
export interface Evidence {
  /** From the root of the observations. */
  readonly path: FieldPath;
  readonly text: string;
}

/** A container and its processes; what `explainLimits` returns, with `pids`, is one. */
export interface ObservedContainer {
  readonly container?: string | undefined;
  /** The limit of each of its processes. */
  readonly memoryMiB?: number | undefined;
  /** Of its processes, as the host numbers them. */
  readonly pids?: readonly number[] | undefined;
}

type FindingCode = Extract<keyof typeof EXPLAIN_CODES.codes, `finding/${string}`>;

/** A process may use this much more than its limit: its context. */
const CONTEXT_MIB = 512;

/** A limit that is shown in whole GiB may be this much higher. */
const ROUNDING_MIB = 1023;

/** What a server can serve from Volta on; 16 before, 60 from CUDA 13.1. */
const MAX_CLIENTS = 48;

const MAX_EVIDENCE = 10;

const SERVER = /(?:^|\/)nvidia-cuda-mps-server$/;

/** A row, and where it is. */
interface Row {
  readonly row: UnknownObject;
  readonly path: FieldPath;
}

function isNonEmpty(rows: readonly Row[]): rows is readonly [Row, ...Row[]] {
  return rows.length > 0;
}

/** The container of each PID. */
type Owners = ReadonlyMap<unknown, UnknownObject>;

/**
 * What is wrong, as far as observations show it: processes that do not use MPS, that use more than their
 * limit, servers that failed or are full, clients that were rejected. Each finding names its evidence.
 * Without any it returns none: that is not to say that limits hold.
 *
 * A process is compared with the limit of the container that has its PID, else with the default of the
 * daemon. Issues: `input/type`, `input/unreadable`. Never throws.
 *
 * @example
 * ```ts
 * const limits = unwrap(explainLimits(pod, { node }));
 * const findings = unwrap(diagnose({ processes }, limits.map((one) => ({ ...one, pids }))));
 * ```
 */
export function diagnose(
  observations: Observations,
  workloads: readonly ObservedContainer[] = [],
): Result<readonly Finding[]> {
  try {
    if (!isObject(observations) || !Array.isArray(workloads)) {
      const message = "observations must be an object, and workloads a list";
      return failure([newIssue("input/type", [], message, undefined, observations)]);
    }
    const owners = ownersOf(workloads);
    return success([
      ...unreached(observations, owners),
      ...overLimits(observations, owners),
      ...fullServers(observations),
      ...failures(observations),
    ]);
  } catch (error) {
    return unreadable(error);
  }
}

function rowsOf(observations: Observations, name: keyof Observations): readonly Row[] {
  const list: unknown = observations[name];
  return Array.isArray(list)
    ? list.flatMap((row, index) => (isObject(row) ? [{ row, path: [name, index] }] : []))
    : [];
}

function numbersOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === "number") : [];
}

/** Processes of programs on a GPU that are not clients of MPS, by their type or by what `ps` lists. */
function unreached(observations: Observations, owners: Owners): Finding[] {
  const processes = rowsOf(observations, "processes").filter(
    ({ row }) => typeof row["pid"] === "number",
  );
  const isServer = ({ row }: Row): boolean => SERVER.test(String(row["name"]));
  const clients = rowsOf(observations, "clients").flatMap(({ row }) => [row["pid"], row["server"]]);
  const served = new Set<unknown>([...clients, ...numbersOf(observations.servers)]);
  // PIDs of another namespace are other numbers.
  const isSameNamespace =
    Array.isArray(observations.clients) &&
    (clients.length === 0 || processes.some(({ row }) => served.has(row["pid"])));
  return processes
    .filter((one) => {
      const { type, pid } = one.row;
      if (isServer(one)) return false;
      return type === undefined ? isSameNamespace && !served.has(pid) : /^C/.test(String(type));
    })
    .map((one) => {
      const message = `${nameOf(one.row)} uses the GPU without MPS: no limit holds for it`;
      return finding("finding/daemon-not-reached", message, [one], owners.get(one.row["pid"]));
    });
}

/** Processes, and containers, that use more than their limit. */
function overLimits(observations: Observations, owners: Owners): Finding[] {
  const { memoryMiB: daemon, unit } = objectAt(observations, "memoryLimit");
  const rounding = unit === "GiB" ? ROUNDING_MIB : 0;
  const findings: Finding[] = [];
  const usage = new Map<UnknownObject, { used: number; rows: Row[] }>();
  for (const one of rowsOf(observations, "processes")) {
    const used = one.row["usedMiB"];
    if (typeof used !== "number" || SERVER.test(String(one.row["name"]))) continue;
    const owner = owners.get(one.row["pid"]);
    const own = owner?.["memoryMiB"];
    const limit = typeof own === "number" ? own : daemon;
    const slack = CONTEXT_MIB + (limit === own ? 0 : rounding);
    if (typeof limit === "number" && used > limit + slack) {
      const message = `${nameOf(one.row)} uses ${used} MiB: its limit is ${limit} MiB`;
      findings.push(finding("finding/limit-ignored", message, [one], owner));
    } else if (owner !== undefined) {
      const sum = usage.get(owner) ?? { used: 0, rows: [] };
      usage.set(owner, { used: sum.used + used, rows: [...sum.rows.slice(0, MAX_EVIDENCE), one] });
    }
  }
  for (const [owner, { used, rows }] of usage) {
    const limit = owner["memoryMiB"];
    if (typeof limit !== "number" || used <= limit || !isNonEmpty(rows) || rows.length < 2)
      continue;
    const message = `the processes of ${owner["container"] ?? "one container"} use ${used} MiB together: ${limit} MiB is the limit of each`;
    findings.push(finding("finding/several-processes", message, rows, owner));
  }
  return findings;
}

/** Servers with as many clients as they can serve. */
function fullServers(observations: Observations): Finding[] {
  const byServer = new Map<unknown, Row[]>();
  for (const one of rowsOf(observations, "clients")) {
    const { server } = one.row;
    const rows = byServer.get(server);
    if (rows === undefined) byServer.set(server, [one]);
    else rows.push(one);
  }
  const pids = numbersOf(observations.clientPids);
  const listed = pids.map((pid, index): Row => ({ row: { pid }, path: ["clientPids", index] }));
  return [...byServer.values(), listed].flatMap((rows) => {
    if (rows.length < MAX_CLIENTS || !isNonEmpty(rows)) return [];
    const message = `a server has ${rows.length} clients: it serves ${MAX_CLIENTS}, 60 from CUDA 13.1`;
    return [finding("finding/too-many-clients", message, rows)];
  });
}

/** What logs tell of, and the status of servers. */
function failures(observations: Observations): Finding[] {
  const log = rowsOf(observations, "log");
  const faults = numberedFaults(observations.serverStatus);
  const events = (event: LogEvent): readonly Row[] =>
    log.filter(({ row }) => row["event"] === event);
  const isFree = (one: Row): boolean => freeMiB(one.row) >= CONTEXT_MIB;
  const free = [...rowsOf(observations, "cards"), ...rowsOf(observations, "metrics")].filter(
    isFree,
  );
  const outOfMemory = free.length === 0 ? [] : events("out-of-memory");
  const found: readonly (readonly [FindingCode, readonly Row[]])[] = [
    ["finding/daemon-not-reached", events("daemon-not-reached")],
    ["finding/server-fault", [...faults, ...events("server-fault")]],
    ["finding/credentials", events("credentials")],
    ["finding/too-many-clients", events("too-many-clients")],
    ["finding/over-limit", outOfMemory.length === 0 ? [] : [...outOfMemory.slice(0, 5), ...free]],
  ];
  return found.flatMap(([code, rows]) =>
    isNonEmpty(rows) ? [finding(code, EXPLAIN_CODES.codes[code].summary, rows)] : [],
  );
}

function numberedFaults(statuses: unknown): Row[] {
  return (Array.isArray(statuses) ? statuses : []).flatMap((status, index) =>
    status === "FAULT" ? [{ row: { status }, path: ["serverStatus", index] }] : [],
  );
}

/** What a card has left, of its memory or as a metric says. */
function freeMiB(row: UnknownObject): number {
  const { usedMiB, totalMiB, name, value } = row;
  if (name === "DCGM_FI_DEV_FB_FREE") return Number(value);
  return Number(totalMiB) - Number(usedMiB);
}

function ownersOf(workloads: readonly unknown[]): Owners {
  return new Map(
    workloads
      .filter(isObject)
      .flatMap((one) => numbersOf(one["pids"]).map((pid): [unknown, UnknownObject] => [pid, one])),
  );
}

function finding(
  code: FindingCode,
  message: string,
  rows: readonly [Row, ...Row[]],
  owner?: UnknownObject,
): Finding {
  const container = owner?.["container"];
  return {
    code,
    path: rows[0].path,
    message,
    hint: EXPLAIN_CODES.codes[code].hint,
    evidence: rows.slice(0, MAX_EVIDENCE).map(({ row, path }) => {
      const { text } = row;
      return {
        path,
        text: typeof text === "string" ? printable(truncate(text, 200)) : received(row),
      };
    }),
    ...(typeof container === "string" && { container }),
  };
}

function nameOf({ name, pid }: UnknownObject): string {
  return `process ${pid} (${String(name).slice(0, 100)})`;
}
