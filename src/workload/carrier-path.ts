/** Stands for every item of an array: `[*]`. */
export const EACH_ITEM = 0;

/** Stands for every value of a map: `*`. */
export const EACH_VALUE = 1;

/** One step of a carrier's path: a key, or one of the two wildcards. */
export type Step = string | typeof EACH_ITEM | typeof EACH_VALUE;

const SEGMENT = /^(?:\*|([A-Za-z_][\w-]*)((?:\[\*\])*))$/;

/** Whether a path is written as carriers write theirs: `spec.tasks[*].template.spec`. */
export function isCarrierPath(path: unknown): path is string {
  return typeof path === "string" && path.split(".").every((segment) => SEGMENT.test(segment));
}

/** The steps of a path that {@link isCarrierPath}. */
export function parseCarrierPath(path: string): Step[] {
  return path.split(".").flatMap((segment): Step[] => {
    if (segment === "*") return [EACH_VALUE];
    const [key = "", ...items] = segment.split("[*]");
    return [key, ...items.map((): Step => EACH_ITEM)];
  });
}
