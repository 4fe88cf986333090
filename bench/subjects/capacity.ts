import { isDeepStrictEqual } from "node:util";
import { unwrap } from "kube-mps";
import { type GpuDemand, type GpuNodeInput, packDemands } from "kube-mps/capacity";
import { compare, consume, type Engine } from "../harness/compare.ts";
import { effort, type Settings, type Subject, scaled, type Table } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import { fleet } from "../inputs/fleet.ts";
import { packNaively } from "../peers/naive-packing.ts";

/** Demands, ten for each card. */
const SIZES = [10_000, 40_000];
const OURS = "kube-mps";
const NAIVE = "naive loop over all cards";

/** Places many demands on many cards. */
export const capacity: Subject = {
  name: "capacity",
  measure(settings) {
    return { tables: SIZES.map((size) => measureSize(size, settings)), verdicts: [] };
  },
};

function measureSize(size: number, settings: Settings): Table {
  const { nodes, demands } = fleet(scaled(settings, size, 500), settings.seed);
  const cards = verify(nodes, demands);
  const engines = [
    engine(OURS, () => unwrap(packDemands(nodes, demands))),
    engine(NAIVE, () => packNaively(nodes, demands)),
  ];
  const timings = compare(engines, effort(settings, 11), settings.seed);
  const some = (count: number) => count.toLocaleString("en");
  const title = `Packing, ${some(demands.length)} demands on ${some(cards)} cards`;
  const about = "The naive loop checks no input, and proves and explains nothing.";
  return timingTable(title, timings, { unit: "ms", of: "all", about });
}

function engine(name: string, run: () => unknown): Engine {
  return {
    name,
    run: () => {
      consume(run());
      return 1;
    },
  };
}

/** The naive loop must place the same copies on the same cards. Returns how many cards there are. */
function verify(nodes: readonly GpuNodeInput[], demands: readonly GpuDemand[]): number {
  const { gpus } = unwrap(packDemands(nodes, demands));
  const ours = gpus.map(({ placed }) => placed.map(({ demand }) => demand));
  if (!isDeepStrictEqual(packNaively(nodes, demands), ours)) throw new Error("packings differ");
  return gpus.length;
}
