/** A text, and what it becomes. */
export interface InjectedText {
  readonly input: string;
  readonly output: string;
}

/** As much as is remembered, in UTF-16 units: the rest is worked out a second time. */
const BUDGET = 32 * 1024 * 1024;

/** Remembers small texts between the reading that checks them and the one that writes them. */
export class InjectedTexts {
  readonly #texts = new Map<string, InjectedText>();
  #left = BUDGET;

  get(path: string): InjectedText | undefined {
    return this.#texts.get(path);
  }

  remember(path: string, text: InjectedText): void {
    const size = text.input.length + text.output.length;
    if (size > this.#left) return;
    this.#left -= size;
    this.#texts.set(path, text);
  }
}
