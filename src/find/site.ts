import type { ContainerFields } from "../kubernetes/kinds/compiled-kind.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import type { UnknownObject } from "../result/unknown-object.ts";

/** An object with a kind of its own: what was passed in, an item of a list, an embedded object. */
export interface Workload {
  readonly object: UnknownObject;
  readonly path: FieldPath;
  /** Its own, or what the list that holds it says. */
  readonly apiVersion: unknown;
  readonly kind: unknown;
}

/** A pod spec, in which containers are listed. */
export interface PodSite {
  readonly type: "pod";
  readonly spec: UnknownObject;
  readonly path: FieldPath;
  /** What the spec is a field of: a Pod, or a pod template. */
  readonly template: UnknownObject;
  readonly workload: Workload;
  /** Whether the table of kinds says so; otherwise it looks like one. */
  readonly isKnown: boolean;
}

/** An object like a container, outside any pod spec. */
export interface InlineSite {
  readonly type: "inline";
  readonly container: UnknownObject;
  readonly path: FieldPath;
  readonly fields: ContainerFields;
  readonly workload: Workload;
  /** Whether the table of kinds says so; otherwise it looks like one. */
  readonly isKnown: boolean;
}

/** An object in which nothing was searched. */
interface SkippedSite {
  readonly type: "skipped";
  readonly reason: "managed" | "not-a-workload" | "unknown-kind" | "not-searched";
}

/** What was met on the way. */
interface ProblemSite {
  readonly type: "problem";
  readonly severity: "issue" | "warning";
  readonly issue: Issue;
  /** Whether there may be containers that were not reached. */
  readonly isIncomplete: boolean;
}

/** A place in an object where containers are, or the reason why none were looked for. */
export type Site = PodSite | InlineSite | SkippedSite | ProblemSite;
