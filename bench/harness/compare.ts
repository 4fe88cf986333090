import { Random } from "./random.ts";
import { confidence, type Estimate, spread } from "./statistics.ts";

/** One way to do the work. */
export interface Engine {
  readonly name: string;
  /** Does some of the work and returns how much: objects, bytes or calls. */
  readonly run: (round: number) => number;
}

/** The time of one engine, compared with the first. */
export interface Timing {
  readonly name: string;
  /** Seconds for one unit of work; the range is the quartiles. */
  readonly seconds: Estimate;
  /** Its time divided by that of the first engine in the same round, with 95 % confidence. */
  readonly ratio: Estimate;
}

export interface Effort {
  /** How often each engine has a turn. */
  readonly rounds: number;
  /** The minimum time of a turn in seconds: short work is repeated. */
  readonly turn: number;
  /** Returns the time in seconds; wall time by default. */
  readonly clock?: () => number;
}

const wallClock = (): number => performance.now() / 1000;

/** CPU time of this process, on which other processes have little effect. */
export function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The share of a turn for which short work runs unmeasured first, after the work of another engine. */
const LEAD = 0.25;

/** Turns before the first round. */
const WARM_TURNS = 15;

/**
 * Times engines in turns: each has one in every round, in random order. A disturbance that is longer than
 * a turn affects all of them, but not their ratios.
 *
 * There is no forced garbage collection between turns: it discards compiled code as well, and then the
 * compiler is measured (ten times slower, for small objects).
 */
export function compare(engines: readonly Engine[], effort: Effort, seed = 1): Timing[] {
  const random = new Random(seed);
  const times = new Map(engines.map(({ name }) => [name, [] as number[]]));
  for (const engine of engines) warm(engine, effort);
  for (let round = 0; round < effort.rounds; round++) {
    for (const engine of shuffled(engines, random)) {
      times.get(engine.name)?.push(time(engine, round, effort));
    }
  }
  const first = times.get(engines[0]?.name ?? "") ?? [];
  return engines.map(({ name }) => {
    const own = times.get(name) ?? [];
    const ratios = own.map((seconds, round) => seconds / (first[round] ?? Number.NaN));
    return { name, seconds: spread(own), ratio: confidence(ratios, random) };
  });
}

/** Runs until the code is compiled: a service runs for longer than a turn. */
export function warm(engine: Engine, effort: Effort): void {
  time(engine, 0, { ...effort, turn: effort.turn * WARM_TURNS });
}

/** Seconds for one unit of work. Short work is repeated, unmeasured first. */
export function time(engine: Engine, round: number, { turn, clock = wallClock }: Effort): number {
  let start = clock();
  let units = engine.run(round);
  let elapsed = clock() - start;
  if (elapsed >= turn) return elapsed / units;
  while (clock() - start < turn * LEAD) engine.run(round);
  start = clock();
  units = 0;
  do {
    units += engine.run(round);
    elapsed = clock() - start;
  } while (elapsed < turn);
  return elapsed / units;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const sink: { last?: unknown } = {};

/** Keeps the last result, so that no work can be optimized away as unused. */
export function consume(value: unknown): void {
  sink.last = value;
}

/** The same for text. Strings that are held in parts are joined, as writing them would do. */
export function consumeText(text: string): void {
  sink.last = text.charCodeAt(0);
  consume(text);
}
