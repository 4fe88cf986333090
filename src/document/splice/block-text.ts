import type { Json } from "../../edit/json.ts";
import { nameText, scalarText } from "./scalar-text.ts";

/** How an author indents. */
export interface BlockStyle {
  /** From a key to the dashes of its list. */
  readonly listIndent: number;
  /** From a key to the keys of its map. */
  readonly mapIndent: number;
  /** From a dash to the first key after it. */
  readonly dashWidth: number;
}

/** The lines of a collection below a key at `column`. No text in block style ends with a line break. */
export function blockText(value: Extract<Json, object>, column: number, style: BlockStyle): string {
  return Array.isArray(value)
    ? itemsText(value, column + style.listIndent, style)
    : entriesText(Object.entries(value), column + style.mapIndent, style);
}

/** The lines of list items whose dashes are at `column`. */
export function itemsText(values: readonly Json[], column: number, style: BlockStyle): string {
  const within = column + style.dashWidth;
  const dash = `${" ".repeat(column)}-`.padEnd(within);
  return values
    .map((value) => {
      if (!isFilled(value)) return dash + emptyOrScalarText(value);
      if (Array.isArray(value)) return dash + itemsText(value, within, style).slice(within);
      return dash + entriesText(Object.entries(value), within, style).slice(within);
    })
    .join("\n");
}

/** The lines of map entries whose keys are at `column`. */
export function entriesText(
  entries: readonly (readonly [key: string, value: Json])[],
  column: number,
  style: BlockStyle,
): string {
  return entries
    .map(([key, value]) => {
      const start = `${" ".repeat(column)}${nameText(key)}:`;
      if (isFilled(value)) return `${start}\n${blockText(value, column, style)}`;
      const isName = key === "name" && typeof value === "string";
      return `${start} ${isName ? nameText(value) : emptyOrScalarText(value)}`;
    })
    .join("\n");
}

function isFilled(value: Json): value is Extract<Json, object> {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function emptyOrScalarText(value: Json): string {
  if (Array.isArray(value)) return "[]";
  return typeof value === "object" && value !== null ? "{}" : scalarText(value as string);
}
