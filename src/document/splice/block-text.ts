import type { Json } from "../../edit/json.ts";
import { nameText, scalarText } from "./scalar-text.ts";

/** How an author indents. */
export interface BlockStyle {
  /** From a key to the dashes of its list. */
  readonly listIndent: number;
  /** From a key to the keys of its map. */
  readonly mapIndent: number;
  /** From a dash to the first key behind it. */
  readonly dashWidth: number;
}

/** What stands below a key at `column`; like all of these, without a line break at its end. */
export function blockText(
  value: Extract<Json, object>,
  column: number,
  style: BlockStyle,
  newline: string,
): string {
  return Array.isArray(value)
    ? itemsText(value, column + style.listIndent, style, newline)
    : entriesText(Object.entries(value), column + style.mapIndent, style, newline);
}

/** Items of a block list whose dashes stand at `column`. */
export function itemsText(
  values: readonly Json[],
  column: number,
  style: BlockStyle,
  newline: string,
): string {
  return values.map((value) => itemText(value, column, style, newline)).join(newline);
}

function itemText(value: Json, column: number, style: BlockStyle, newline: string): string {
  const within = column + style.dashWidth;
  const dash = `${" ".repeat(column)}-${" ".repeat(style.dashWidth - 1)}`;
  if (!isFilled(value)) return `${dash}${emptyOrScalarText(value)}`;
  if (Array.isArray(value)) return dash + itemsText(value, within, style, newline).slice(within);
  return entriesText(Object.entries(value), within, style, newline, dash);
}

/**
 * Entries of a block map whose keys begin at `column`.
 *
 * @param lead - what the first of them stands behind on its line
 */
export function entriesText(
  entries: readonly (readonly [key: string, value: Json])[],
  column: number,
  style: BlockStyle,
  newline: string,
  lead: string = " ".repeat(column),
): string {
  return entries
    .map(([key, value], index) => {
      const start = index === 0 ? lead : " ".repeat(column);
      return start + entryText(key, value, column, style, newline);
    })
    .join(newline);
}

function entryText(
  key: string,
  value: Json,
  column: number,
  style: BlockStyle,
  newline: string,
): string {
  const start = `${nameText(key)}:`;
  if (isFilled(value)) return `${start}${newline}${blockText(value, column, style, newline)}`;
  const isName = key === "name" && typeof value === "string";
  return `${start} ${isName ? nameText(value) : emptyOrScalarText(value)}`;
}

function isFilled(value: Json): value is Extract<Json, object> {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function emptyOrScalarText(value: Json): string {
  if (Array.isArray(value)) return "[]";
  return typeof value === "object" && value !== null ? "{}" : scalarText(value as string);
}
