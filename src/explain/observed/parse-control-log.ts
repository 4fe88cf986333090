import { type Result, success } from "../../result/result.ts";
import type { LogEntry, LogEvent } from "./observations.ts";
import { readLines } from "./parse-rows.ts";

/** `kubectl logs` may put a time or a pod before each line. */
const ENTRY = /^(?:\S{1,200} )?\[(\d{4}-\d\d-\d\d [\d:.]{8,16}) +(\w+) +\d+\] ?(.*)$/;
const EXIT = /\bServer \d{1,10} exited with status (-?\d{1,10})/;

/**
 * What a line of a log tells of.
 * Sources: https://docs.nvidia.com/deploy/mps/ (troubleshooting), the CUDA driver API (`CUresult`),
 * and https://github.com/NVIDIA/k8s-device-plugin/issues/1118, 1094, 764, 569, 647.
 */
const EVENTS: readonly (readonly [pattern: RegExp, event: LogEvent])[] = [
  [/did not send valid credentials|CUDA_ERROR_NOT_PERMITTED/, "credentials"],
  [/CUDA.{0,20}out.of.memory|cudaErrorMemoryAllocation/i, "out-of-memory"],
  [/CUDA-capable device.{0,20} busy or unavailable|mps_?connection_?failed/i, "daemon-not-reached"],
  [
    /Server encountered a fatal|mps_?(?:server_?not_?ready|rpc_?failure|client_?terminated)/i,
    "server-fault",
  ],
  [/mps_?max_?(?:clients|connections)_?reached/i, "too-many-clients"],
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
  const event = EVENTS.find(([pattern]) => pattern.test(text))?.[1];
  return { at, source, text, event: failed ? "server-fault" : event };
}
