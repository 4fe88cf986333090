import type { FieldPath } from "../core/field-path.ts";
import type { Json } from "../core/json.ts";

/**
 * One change, as plain data. A list of edits is applied in order; within it every path also holds
 * in the object as it was before any of them, since a list is only ever appended to, and then
 * shortened from its highest index down.
 */
export type Edit =
  | { readonly op: "add" | "replace"; readonly path: FieldPath; readonly value: Json }
  | { readonly op: "remove"; readonly path: FieldPath };
