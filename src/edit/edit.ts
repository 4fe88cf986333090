import type { FieldPath } from "../result/field-path.ts";
import type { Json } from "./json.ts";

/**
 * One change to an object, as plain data. A list of edits is applied in order; within it every path
 * also holds in the object as it was before any of them, since lists are only appended to, and then
 * shortened from their highest index down.
 */
export type Edit =
  | { readonly op: "add" | "replace"; readonly path: FieldPath; readonly value: Json }
  | { readonly op: "remove"; readonly path: FieldPath };
