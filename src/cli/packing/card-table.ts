import type { PackedGpu, UnplacedDemand } from "../../capacity/index.ts";
import type { Colors } from "../colors.ts";
import { renderTable } from "../report/table.ts";

const HEADING = ["CARD", "MEMORY", "MIB", "THREADS", "", "CLIENTS"];

/** In characters. */
const BAR = 10;

/** Cards as bars, with what is on each, and then what is on none. */
export function renderCards(
  gpus: readonly PackedGpu[],
  unplaced: readonly UnplacedDemand[],
  colors: Colors,
): string {
  const nodes = new Map<string, string[][]>();
  for (const gpu of gpus) {
    const title = gpu.product === undefined ? gpu.node : `${gpu.node} (${gpu.product})`;
    nodes.set(title, [...(nodes.get(title) ?? []), ...rowsOf(gpu)]);
  }
  const groups = [...nodes].map(([title, rows]) => ({ title, rows }));
  if (unplaced.length > 0) {
    const rows = unplaced.flatMap(({ demand, copies, reason }) => [
      [`${copies} x ${demand}`],
      [`    ${reason.message}`],
    ]);
    groups.push({ title: "not placed", rows });
  }
  return groups.length === 0 ? "" : renderTable(HEADING, groups, colors, () => undefined);
}

function rowsOf({ index, memoryMiB, threads, clients, maxClients, placed }: PackedGpu): string[][] {
  const usedMiB = placed.reduce((sum, one) => sum + one.memoryMiB, 0);
  const counts = new Map<string, number>();
  for (const { demand } of placed) counts.set(demand, (counts.get(demand) ?? 0) + 1);
  return [
    [
      String(index).padStart(HEADING[0]?.length ?? 0),
      bar(usedMiB / (memoryMiB ?? usedMiB)),
      `${usedMiB}/${memoryMiB ?? "?"}`,
      bar(threads / 100),
      `${threads} %`,
      `${clients}/${maxClients ?? "-"}`,
    ],
    ...[...counts].map(([demand, count]) => [`      ${count} x ${demand}`]),
  ];
}

/** @param share - more than 1 fills it, nothing of nothing leaves it empty */
function bar(share: number): string {
  const filled = Math.min(BAR, Math.ceil((share || 0) * BAR));
  return "█".repeat(filled) + "░".repeat(BAR - filled);
}
