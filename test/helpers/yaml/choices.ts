/** What an author may do other than write a manifest in the plainest way. */
export const HABITS = [
  "indents",
  "quotes",
  "escapes",
  "block scalars",
  "folds",
  "flow",
  "flow lines",
  "comments",
  "blank lines",
  "keys",
  "anchors",
  "merges",
  "tags",
  "tabs",
  "duplicates",
  "templates",
  "odd characters",
  "explicit keys",
  "frames",
] as const;

export type Habit = (typeof HABITS)[number];

/** Makes the choices of a writer from a list of numbers; small ones mean the plainest style. */
export class Choices {
  readonly #numbers: readonly number[];
  readonly #habits: ReadonlySet<Habit>;
  #next = 0;

  /**
   * @param numbers - from 0 to 999, used again and again
   */
  constructor(numbers: readonly number[], habits: readonly Habit[]) {
    this.#numbers = numbers;
    this.#habits = new Set(habits);
  }

  /** Whether to follow a habit now, if it is one of the author's. */
  does(habit: Habit, percent: number): boolean {
    return this.#habits.has(habit) && this.#number() >= 1000 - percent * 10;
  }

  has(habit: Habit): boolean {
    return this.#habits.has(habit);
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    const index = Math.floor((this.#number() / 1000) * options.length);
    return options[index] as T;
  }

  #number(): number {
    const index = this.#next++ % Math.max(1, this.#numbers.length);
    // The numbers of each round differ.
    const round = Math.floor(this.#next / Math.max(1, this.#numbers.length));
    const number = this.#numbers[index] ?? 0;
    return number === 0 ? 0 : (number + round * 331) % 1000;
  }
}
