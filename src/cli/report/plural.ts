import { grouped } from "./grouped.ts";

/** `1 file`, `2,000 files`. */
export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
