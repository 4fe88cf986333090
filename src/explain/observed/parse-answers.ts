import type { Result } from "../../result/result.ts";
import type { MpsClient, PinnedLimit } from "./observations.ts";
import { parseAnswer, parseRows } from "./parse-rows.ts";

const CLIENT =
  /^(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+((?:GPU|MIG)-\S+|\d{1,3})\s+(\d{1,15})\s+(\S.*)$/;
const CLIENT_HEADER = /^PID\s+ID\s+SERVER\s/;
const PID = /^\d{1,10}$/;
const PERCENTAGE = /^\d{1,3}(?:\.\d{1,9})?$/;
/** The device may come before the limit. */
const LIMIT = /^(?:(?:\d{1,3}|(?:GPU|MIG)-[\w-]{1,60})[ =])?(\d{1,12})([KMG])B?$/;
const MIB_OF = { K: 1 / 1024, M: 1, G: 1024 };

/**
 * Reads what `ps` of `nvidia-cuda-mps-control` prints: a header, then
 * `PID ID SERVER DEVICE NAMESPACE COMMAND` of every client. A warning for each line in another format.
 *
 * Source: https://docs.nvidia.com/deploy/mps/ (commands); the same for all parsers of daemon output.
 */
export function parsePs(text: unknown): Result<readonly MpsClient[]> {
  return parseRows(text, readClient);
}

/** Reads the PIDs that `get_server_list` prints; there may be none. */
export function parseServerList(text: unknown): Result<readonly number[]> {
  return parseRows(text, readPid);
}

/** Reads the PIDs that `get_client_list` prints; 0 for a process of another PID namespace. */
export function parseClientList(text: unknown): Result<readonly number[]> {
  return parseRows(text, readPid);
}

/**
 * Reads what `get_default_active_thread_percentage` or `get_active_thread_percentage` prints: `50.0`, or
 * `50`. `undefined` if there is no answer, so no daemon. Of several, the last.
 */
export function parseThreadPercentage(text: unknown): Result<number | undefined> {
  return parseAnswer(text, readPercentage);
}

/**
 * Reads what `get_default_device_pinned_mem_limit` or `get_device_pinned_mem_limit` prints, such as
 * `4606M` or `4G`. `undefined` if there is no answer. Of several, the last.
 */
export function parsePinnedLimit(text: unknown): Result<PinnedLimit | undefined> {
  return parseAnswer(text, readLimit);
}

export function readClient(line: string): MpsClient[] | undefined {
  if (CLIENT_HEADER.test(line)) return [];
  const [, pid, id, server, device = "", namespace, command = ""] = CLIENT.exec(line) ?? [];
  if (pid === undefined) return undefined;
  return [
    {
      pid: Number(pid),
      id: Number(id),
      server: Number(server),
      device,
      namespace: Number(namespace),
      command,
    },
  ];
}

export function readPid(line: string): number[] | undefined {
  return PID.test(line) ? [Number(line)] : undefined;
}

export function readPercentage(line: string): number[] | undefined {
  return PERCENTAGE.test(line) && Number(line) <= 100 ? [Number(line)] : undefined;
}

export function readLimit(line: string): PinnedLimit[] | undefined {
  const [, amount, suffix] = LIMIT.exec(line) ?? [];
  if (amount === undefined) return undefined;
  const unit = suffix === "G" ? "GiB" : "MiB";
  return [{ memoryMiB: Math.floor(Number(amount) * MIB_OF[suffix as "K" | "M" | "G"]), unit }];
}
