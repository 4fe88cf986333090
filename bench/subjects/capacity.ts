import { isDeepStrictEqual } from "node:util";
import { unwrap } from "kube-mps";
import { type GpuDemand, type GpuNodeInput, packDemands } from "kube-mps/capacity";
import { compare, consume, type Engine } from "../harness/compare.ts";
import { effort, type Subject, scaled } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import { fleet } from "../inputs/fleet.ts";
import { packNaively } from "../peers/naive-packing.ts";

const DEMANDS = 10_000;
const OURS = "kube-mps";
const NAIVE = "naive loop over all cards";

/** Places many demands on many cards. */
export const capacity: Subject = {
  name: "capacity",
  measure(settings) {
    const { nodes, demands } = fleet(scaled(settings, DEMANDS, 500), settings.seed);
    const cards = verify(nodes, demands);
    const engines: Engine[] = [
      engine(OURS, () => unwrap(packDemands(nodes, demands))),
      engine(NAIVE, () => packNaively(nodes, demands)),
    ];
    const timings = compare(engines, effort(settings, 11), settings.seed);
    const some = (count: number) => count.toLocaleString("en");
    const title = `Packing, ${some(demands.length)} demands on ${some(cards)} cards`;
    const about = "The naive loop neither checks its input nor says why a demand is not placed.";
    const table = timingTable(title, timings, { unit: "ms", of: "all", about });
    const naive = timings[1];
    return {
      tables: [table],
      verdicts:
        naive === undefined
          ? []
          : [
              {
                work: "packing, 10,000 demands",
                against: NAIVE,
                wanted: { sense: "at least", value: 1, unit: "x" },
                measured: naive.ratio,
              },
            ],
    };
  },
};

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
