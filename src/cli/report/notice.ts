import type { Place } from "./finding.ts";

/** What is worth attention at a place, though nothing is wrong there: a container without limits. */
export interface Notice {
  readonly place: Place;
  readonly message: string;
}
