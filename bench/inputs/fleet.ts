import type { GpuDemand, GpuNodeInput } from "kube-mps/capacity";
import { Random } from "../harness/random.ts";

/** Nodes of 8 cards of three kinds, and demands of many sizes for them. */
export interface Fleet {
  readonly nodes: readonly GpuNodeInput[];
  readonly demands: readonly GpuDemand[];
}

const CARDS: readonly [GpuNodeInput, ...GpuNodeInput[]] = [
  { name: "l40s", memoryMiB: 46_068, count: 8, replicas: 10 },
  { name: "a100", memoryMiB: 81_920, count: 8, sharing: "mps", sharedBy: "daemon" },
  { name: "h100", memoryMiB: 81_559, count: 8, sharing: "mps", sharedBy: "daemon" },
];

const DEMANDS_PER_GPU = 10;

/** Demands of one copy that a fleet of so many cards nearly holds, sizes and order from the seed. */
export function fleet(demands: number, seed: number): Fleet {
  const random = new Random(seed);
  const nodes = Math.ceil(demands / DEMANDS_PER_GPU / 8);
  return {
    nodes: Array.from({ length: nodes }, (_, index) => {
      const card = random.pick(CARDS);
      return { ...card, name: `${card.name}-${index}` };
    }),
    demands: Array.from({ length: demands }, (_, index) => ({
      name: `demand-${index}`,
      memoryMiB: 512 + random.below(random.chance(0.1) ? 16_384 : 4_096),
      threads: 5 * random.below(5),
      clients: 1 + random.below(3),
      copies: 1,
    })),
  };
}
