import { Random } from "../harness/random.ts";

/** What an operator may paste, by the kind of its lines. */
export const OBSERVED: Readonly<Record<string, (random: Random) => string>> = {
  "nvidia-smi csv": (random) =>
    `GPU-${hex(random)}, ${pid(random)}, python train.py, ${mib(random)} MiB`,
  "nvidia-smi table": (random) =>
    `|    0   N/A  N/A  ${pid(random)}    M+C   python   ${mib(random)}MiB |`,
  ps: (random) => `${pid(random)} 0 6472 GPU-${hex(random)} 4026531836 python train.py --lr 0.1`,
  "control log": (random) =>
    `[2024-06-12 10:28:13.702 Control    69] NEW CLIENT ${pid(random)} from user 0: Server already exists`,
  metrics: (random) =>
    `DCGM_FI_DEV_FB_FREE{gpu="0",UUID="GPU-${hex(random)}",exported_pod="a"} ${mib(random)}`,
};

/** The name of every kind of line together. */
export const MIXED = "everything, mixed";

/** A text of about `size` characters, no two lines alike. */
export function observed(kind: string, size: number, seed: number): string {
  const random = new Random(seed);
  const makers = kind === MIXED ? Object.values(OBSERVED) : [OBSERVED[kind] ?? String];
  const lines: string[] = [];
  for (let length = 0; length < size; length += (lines.at(-1)?.length ?? 0) + 1) {
    const make = makers[lines.length % makers.length];
    if (make !== undefined) lines.push(make(random));
  }
  return lines.join("\n");
}

function pid(random: Random): number {
  return Math.floor(random.next() * 4_194_304);
}

function mib(random: Random): number {
  return Math.floor(random.next() * 81_920);
}

function hex(random: Random): string {
  return pid(random).toString(16).padStart(8, "0");
}
