import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";

/** Why a row differs from its schema, in a comment at the row: `// CRD RayJob spec.a...: a reason`. */
export interface Explanation {
  /** A kind, or `*` for every kind of the file. */
  readonly kind: string;
  /** The path that differs; `...` is any part of it. */
  readonly path: string;
  readonly reason: string;
}

const EXPLANATION = /^\s*\/\/ CRD ([\w*]+) ([^\s:]+): (.+)$/gm;

/** The explanations in the sources of the table. */
export function explanations(folder: string): Explanation[] {
  return globSync("*.ts", { cwd: folder, absolute: true }).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(EXPLANATION)].map(
      ([, kind = "", path = "", reason = ""]) => ({ kind, path, reason }),
    ),
  );
}

/** Whether an explanation is about a path of a kind. */
export function explains({ kind, path: pattern }: Explanation, of: string, path: string): boolean {
  if (kind !== "*" && kind !== of) return false;
  const [start = "", end] = pattern.split("...");
  if (end === undefined) return path === pattern;
  return path.startsWith(start) && path.endsWith(end);
}
