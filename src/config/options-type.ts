import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";

/** For options that are no object. */
export function optionsType(options: unknown): Issue {
  return {
    code: "options/type",
    path: [],
    message: "options must be an object",
    hint: "leave them out for defaults",
    received: received(options),
  };
}
