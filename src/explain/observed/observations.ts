/** What was seen on a node, as rows of plain data: from {@link parseObservations}, or from elsewhere. */
export interface Observations {
  /** What `ps` of the control daemon lists. */
  readonly clients?: readonly MpsClient[] | undefined;
  /** PIDs of servers. */
  readonly servers?: readonly number[] | undefined;
  /** PIDs of clients of one server. */
  readonly clientPids?: readonly number[] | undefined;
  readonly serverStatus?: readonly ServerStatus[] | undefined;
  /** The default active thread percentage of the daemon. */
  readonly threads?: number | undefined;
  /** The default memory limit of the daemon. */
  readonly memoryLimit?: PinnedLimit | undefined;
  /** What `nvidia-smi` lists. */
  readonly processes?: readonly GpuProcess[] | undefined;
  readonly cards?: readonly CardMemory[] | undefined;
  readonly log?: readonly LogEntry[] | undefined;
  readonly metrics?: readonly Metric[] | undefined;
}

/** A client of an MPS server. */
export interface MpsClient {
  /** 0 if the daemon does not see the PIDs of the host. */
  readonly pid: number;
  readonly id: number;
  /** PID of its server. */
  readonly server: number;
  /** UUID of its GPU, which `ps` cuts. */
  readonly device: string;
  /** Inode of its PID namespace. */
  readonly namespace: number;
  /** With its arguments. */
  readonly command: string;
}

/** What `get_server_status` prints. */
export type ServerStatus = "INITIALIZING" | "ACTIVE" | "FAULT";

/** A limit that a daemon names. */
export interface PinnedLimit {
  readonly memoryMiB: number;
  /** Driver 595 shows whole GiB only, rounded down: then the limit may be up to 1023 MiB higher. */
  readonly unit: "MiB" | "GiB";
}

/** A process on a GPU. */
export interface GpuProcess {
  /** UUID; ordinal in the table of `nvidia-smi`; `undefined` if it was not queried. */
  readonly gpu: string | undefined;
  readonly pid: number;
  /** `"M+C"` for a client of MPS, `"C"` for its server and for others; only the table says it. */
  readonly type: string | undefined;
  readonly name: string;
  /** `undefined` for `[N/A]`. */
  readonly usedMiB: number | undefined;
}

/** Memory of one card. */
export interface CardMemory {
  readonly usedMiB: number;
  readonly totalMiB: number;
}

/** What a line of a log tells. */
export type LogEvent =
  | "daemon-not-reached"
  | "server-fault"
  | "credentials"
  | "too-many-clients"
  | "out-of-memory";

/** A line of a log of the daemon, a server or a program. */
export interface LogEntry {
  /** As written. */
  readonly at: string | undefined;
  /** `"Control"`, `"Server"` or `"Other"`; `undefined` for the line of a program. */
  readonly source: string | undefined;
  readonly text: string;
  readonly event: LogEvent | undefined;
}

/** A sample of a Prometheus metric. */
export interface Metric {
  readonly name: string;
  /** Without `exported_`, which Prometheus puts before the names of labels that it has as well. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
