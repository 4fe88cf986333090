import type { Result } from "../../result/result.ts";
import type { CardMemory, GpuProcess } from "./observations.ts";
import { parseRows, type ReadLine } from "./parse-rows.ts";

const NUMBER = /^(\d{1,12})(?: ?MiB)?$/;
const MISSING = /^\[?(?:N\/A|Not Supported|Insufficient Permissions)\]?$/;
const TYPE = /^(?:M\+)?[CG](?:\+G)?$/;
const CARD = /\b(\d{1,9})MiB \/ {0,9}(\d{1,9})MiB\b/;

/** The columns of a query, in the order that is usual where no header says another. */
const USUAL = ["gpu_uuid", "pid", "process_name", "used_gpu_memory"];
const OLDER = "used_memory";

/**
 * Reads what `nvidia-smi --query-compute-apps=... --format=csv` prints, with or without header and units,
 * or the processes in the table of `nvidia-smi`, which alone says their type. Without a header the
 * columns are `gpu_uuid,pid,process_name,used_gpu_memory`, of which the first may be missing. A warning
 * for each line in another format.
 */
export function parseComputeApps(text: unknown): Result<readonly GpuProcess[]> {
  const read = processReader();
  return parseRows(text, (line) => read(line) ?? (isTable(line) ? [] : undefined));
}

/** A reader of the lines of one text: a header changes how it reads what follows. */
export function processReader(): ReadLine<GpuProcess> {
  let columns = USUAL;
  return (line) => {
    if (line.startsWith("|")) return readTableRow(line);
    const cells = line.split(",").map((cell) => cell.trim());
    const names = cells.map((cell) => cell.replace(/ \[MiB\]$/, ""));
    if (names.includes("pid")) {
      columns = names.map((name) => (name === OLDER ? "used_gpu_memory" : name));
      return [];
    }
    const hasUuid = columns !== USUAL || /^(?:GPU|MIG)-/.test(cells[0] ?? "");
    const row = readCells(cells, hasUuid ? columns : USUAL.slice(1));
    return row === undefined ? undefined : [row];
  };
}

/** Names may have commas: of too many cells those in the middle are the name. */
function readCells(cells: string[], columns: readonly string[]): GpuProcess | undefined {
  const surplus = cells.length - columns.length;
  const at = columns.indexOf("process_name");
  if (surplus < 0 || (surplus > 0 && at === -1)) return undefined;
  if (surplus > 0) cells.splice(at, surplus + 1, cells.slice(at, at + surplus + 1).join(", "));
  const cell = (name: string): string | undefined => cells[columns.indexOf(name)];
  const pid = cell("pid") ?? "";
  const used = cell("used_gpu_memory");
  if (!/^\d{1,10}$/.test(pid)) return undefined;
  const [, mebibytes] = NUMBER.exec(used ?? "") ?? [];
  if (used !== undefined && mebibytes === undefined && !MISSING.test(used)) return undefined;
  return {
    gpu: cell("gpu_uuid"),
    pid: Number(pid),
    type: undefined,
    name: cell("process_name") ?? "",
    usedMiB: mebibytes === undefined ? undefined : Number(mebibytes),
  };
}

/** `|  0   N/A  N/A     1234    M+C   python      512MiB |`; GI and CI are not in older tables. */
function readTableRow(line: string): GpuProcess[] | undefined {
  const words = line.split(/[\s|]+/).filter((word) => word !== "");
  const at = words.findIndex((word) => TYPE.test(word));
  const [gpu = "", pid = ""] = [words[0], words[at - 1]];
  if (at < 2 || !/^\d{1,4}$/.test(gpu) || !/^\d{1,10}$/.test(pid)) return undefined;
  const used = NUMBER.exec(words.at(-1) ?? "")?.[1];
  const name = words.slice(at + 1, -1).join(" ");
  const usedMiB = used === undefined ? undefined : Number(used);
  return [{ gpu, pid: Number(pid), type: words[at], name, usedMiB }];
}

/** The memory of a card, in the table of `nvidia-smi`: `1234MiB / 81559MiB`. */
export function readCard(line: string): CardMemory[] | undefined {
  const [, used, total] = CARD.exec(line) ?? [];
  return used === undefined ? undefined : [{ usedMiB: Number(used), totalMiB: Number(total) }];
}

/** Whether a line is of the table of `nvidia-smi`, or says that there is no process. */
export function isTable(line: string): boolean {
  return /^[|+]/.test(line) || line === "No running processes found";
}
