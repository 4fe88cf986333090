import type { Result } from "../result/result.ts";
import { checkConfig } from "./check-config.ts";
import type { ValidatedConfig } from "./validated-config.ts";

/**
 * The limits of one call: validated when the first container needs them, and only once. Without a GPU
 * they are not even looked at.
 */
export class LimitsResolver {
  readonly #input: unknown;
  readonly #minMemory: number;
  #resolved: Result<ValidatedConfig> | undefined;

  /** @param minMemory - in bytes */
  constructor(input: unknown, minMemory: number) {
    this.#input = input;
    this.#minMemory = minMemory;
  }

  resolve(): Result<ValidatedConfig> {
    return (this.#resolved ??= checkConfig(this.#input, this.#minMemory));
  }
}
