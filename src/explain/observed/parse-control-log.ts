import { type Result, success } from "../../result/result.ts";
import type { LogEntry, LogEvent } from "./observations.ts";
import { readLines } from "./parse-rows.ts";

const ENTRY = /^\[(\d{4}-\d\d-\d\d [\d:.]{8,16}) +(\w+) +\d+\] ?(.*)$/;
const EXIT = /^Server \d{1,10} exited with status (-?\d{1,10})/;

/**
 * What lines of logs contain, and the event that they tell of.
 * Sources: https://docs.nvidia.com/deploy/mps/ (troubleshooting), the CUDA driver API (`CUresult`),
 * and https://github.com/NVIDIA/k8s-device-plugin/issues/1118, 764, 569 and 647.
 */
const EVENTS: readonly (readonly [text: string, event: LogEvent])[] = [
  ["did not send valid credentials", "credentials"],
  ["CUDA_ERROR_NOT_PERMITTED", "credentials"],
  ["CUDA_ERROR_OUT_OF_MEMORY", "out-of-memory"],
  ["CUDA out of memory", "out-of-memory"],
  ["cudaErrorMemoryAllocation", "out-of-memory"],
  ["CUDA-capable devices are busy or unavailable", "daemon-not-reached"],
  ["CUDA-capable device(s) is/are busy or unavailable", "daemon-not-reached"],
  ["MPS_CONNECTION_FAILED", "daemon-not-reached"],
  ["MpsConnectionFailed", "daemon-not-reached"],
  ["MPS_SERVER_NOT_READY", "server-fault"],
  ["MpsServerNotReady", "server-fault"],
  ["MPS_RPC_FAILURE", "server-fault"],
  ["MpsRpcFailure", "server-fault"],
  ["MPS_CLIENT_TERMINATED", "server-fault"],
  ["MpsClientTerminated", "server-fault"],
  ["MPS_MAX_CLIENTS_REACHED", "too-many-clients"],
  ["MpsMaxClientsReached", "too-many-clients"],
  ["MPS_MAX_CONNECTIONS_REACHED", "too-many-clients"],
  ["MpsMaxConnectionsReached", "too-many-clients"],
];

/**
 * Reads a log of the control daemon, a server, or a program on the GPU: every line is an entry, and one
 * that tells of a failure has an `event`.
 */
export function parseControlLog(text: unknown): Result<readonly LogEntry[]> {
  const lines = readLines(text);
  if (!lines.ok) return lines;
  return success(
    lines.value.map((line) => readEntry(line.text)),
    lines.warnings,
  );
}

export function readEntry(line: string): LogEntry {
  const [, at, source, rest] = ENTRY.exec(line) ?? [];
  const text = rest ?? line;
  const status = EXIT.exec(text)?.[1];
  const failed = status !== undefined && Number(status) !== 0;
  const event = EVENTS.find(([part]) => text.includes(part))?.[1];
  return { at, source, text, event: failed ? "server-fault" : event };
}
