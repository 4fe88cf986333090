import { Random } from "./random.ts";
import { confidence, type Estimate, spread } from "./statistics.ts";

/** One way to do the work. */
export interface Engine {
  readonly name: string;
  /** Does some of the work and says how much: objects, bytes or calls. */
  readonly run: (round: number) => number;
}

/** How one engine did beside the first. */
export interface Timing {
  readonly name: string;
  /** Seconds for one unit of work; the range is that of the quartiles. */
  readonly seconds: Estimate;
  /** Its time over that of the first engine, of the same round; the range is its 95 % confidence. */
  readonly ratio: Estimate;
}

export interface Effort {
  /** How often every engine has its turn. */
  readonly rounds: number;
  /** The least time a turn takes, in seconds: short work is repeated. */
  readonly turn: number;
  /** Tells the time in seconds; the clock on the wall without it. */
  readonly clock?: () => number;
}

const wallClock = (): number => performance.now() / 1000;

/** The time that this process has used: what others do to the machine counts for little. */
export function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** How much of a turn short work runs unmeasured before it: over what the one before has left. */
const LEAD = 0.25;

/** Turns before the first round. */
const WARM_TURNS = 15;

/**
 * Times engines side by side: in every round each has its turn, in an order drawn anew. What
 * disturbs the machine for longer than a turn disturbs all of them, and so not their ratio.
 *
 * Garbage is not collected by force between turns: that throws away compiled code as well, and what
 * is measured then is the compiler (ten times slower, for small objects).
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

/** Lets the compiler do what it will do: a service runs for longer than a turn. */
export function warm(engine: Engine, effort: Effort): void {
  time(engine, 0, { ...effort, turn: effort.turn * WARM_TURNS });
}

/** Seconds for one unit of work. Short work is repeated, at first unmeasured. */
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

/** Keeps what was last made, so that no engine's work can be optimized away as unused. */
export function consume(value: unknown): void {
  sink.last = value;
}

/** The same of text; what is held in parts is put together, as whoever writes it would have to. */
export function consumeText(text: string): void {
  sink.last = text.charCodeAt(0);
  consume(text);
}
