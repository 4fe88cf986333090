/** Every item of an array: `[*]`. */
export const EACH_ITEM = 0;

/** Every value of a map: `*`. */
export const EACH_VALUE = 1;

/** One step of a path in the table of kinds: a key, or one of the two wildcards. */
export type Step = string | typeof EACH_ITEM | typeof EACH_VALUE;

const SEGMENT = /^(?:\*|[A-Za-z_][\w-]*)(?:\[\*\])*$/;

/** Whether a path is written as the table writes its own: `spec.tasks[*].template.spec`. */
export function isKindPath(path: unknown): path is string {
  return typeof path === "string" && path.split(".").every((segment) => SEGMENT.test(segment));
}

/** The steps of a path for which {@link isKindPath} is true. */
export function parseKindPath(path: string): Step[] {
  return path.split(".").flatMap((segment): Step[] => {
    const [key = "", ...items] = segment.split("[*]");
    return [key === "*" ? EACH_VALUE : key, ...items.map((): Step => EACH_ITEM)];
  });
}
