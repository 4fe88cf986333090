import type { Source } from "../files/source.ts";
import { Spool } from "../files/spool.ts";

/** A text, and what it becomes. */
export interface InjectedText {
  readonly input: string;
  readonly output: string;
}

/** As much as is remembered, in UTF-16 units: the rest is worked out a second time. */
const BUDGET = 32 * 1024 * 1024;

/** Remembers what sources become between the reading that checks them and the one that writes. */
export class InjectedTexts {
  readonly #texts = new Map<string, InjectedText>();
  readonly #spools = new Map<string, Spool>();
  readonly #spoolsLarge: boolean;
  #left = BUDGET;

  /** @param spoolsLarge - whether what is too large for memory goes to temporary files */
  constructor(spoolsLarge: boolean) {
    this.#spoolsLarge = spoolsLarge;
  }

  get(path: string): InjectedText | undefined {
    return this.#texts.get(path);
  }

  remember(path: string, text: InjectedText): void {
    const size = text.input.length + text.output.length;
    if (size > this.#left) return;
    this.#left -= size;
    this.#texts.set(path, text);
  }

  /** Where to put what a large source becomes, if it is to be remembered. */
  async spool(path: string): Promise<Spool | undefined> {
    if (!this.#spoolsLarge) return undefined;
    const spool = await Spool.open();
    this.#spools.set(path, spool);
    return spool;
  }

  /** What a large source became, if that is remembered. */
  async spooled({ path, name }: Source): Promise<Source | undefined> {
    return this.#spools.get(path)?.source(name);
  }

  async remove(): Promise<void> {
    for (const spool of this.#spools.values()) await spool.remove();
  }
}
