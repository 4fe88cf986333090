import type { Edit } from "kube-mps";

/** Applies edits to a copy, one after the other. */
export function applyPlainly(object: unknown, edits: readonly Edit[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(object));
  for (const edit of edits) {
    const last = edit.path.at(-1) ?? "";
    const parent = edit.path
      .slice(0, -1)
      .reduce((at, step) => (at as Record<string | number, unknown>)[step], copy);
    if (edit.op === "remove") (parent as unknown[]).splice(last as number, 1);
    else if (Array.isArray(parent) && edit.op === "add")
      parent.splice(last as number, 0, edit.value);
    else (parent as Record<string | number, unknown>)[last] = edit.value;
  }
  return copy;
}
