import type { Edit } from "./edit.ts";
import type { Json } from "./json.ts";

/** An operation of a JSON Patch (RFC 6902), as far as edits need them. */
export type JsonPatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: Json }
  | { readonly op: "remove"; readonly path: string };

/**
 * Renders edits as a JSON Patch (RFC 6902): parents before children, removals from the highest index
 * down, no array rewritten.
 *
 * @example
 * ```ts
 * const patch = toJsonPatch(unwrap(injectGpuConfig(pod, config)).edits);
 * // [{ op: "add", path: "/spec/containers/0/env", value: [...] }]
 * ```
 */
export function toJsonPatch(edits: readonly Edit[]): JsonPatchOperation[] {
  return edits.map((edit) => {
    const path = edit.path.map((step) => `/${escapeStep(step)}`).join("");
    return edit.op === "remove" ? { op: edit.op, path } : { op: edit.op, path, value: edit.value };
  });
}

/** A reference token of a JSON Pointer (RFC 6901). */
function escapeStep(step: string | number): string {
  return typeof step === "number" ? String(step) : step.replaceAll("~", "~0").replaceAll("/", "~1");
}
