import type { Json } from "../core/json.ts";
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

/** The lines of an entry of a block map whose keys begin at `column`. */
export function entryLines(key: string, value: Json, column: number, style: BlockStyle): string[] {
  const start = `${" ".repeat(column)}${nameText(key)}:`;
  if (!isFilled(value)) {
    const isName = key === "name" && typeof value === "string";
    return [`${start} ${isName ? nameText(value) : emptyOrScalarText(value)}`];
  }
  return [start, ...blockLines(value, column, style)];
}

/** The lines of what stands below a key at `column`. */
export function blockLines(
  value: Extract<Json, object>,
  column: number,
  style: BlockStyle,
): string[] {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.flatMap((item) => itemLines(item, column + style.listIndent, style));
  }
  return Object.entries(value).flatMap(([key, child]) =>
    entryLines(key, child as Json, column + style.mapIndent, style),
  );
}

/** The lines of an item of a block list whose dashes stand at `column`. */
export function itemLines(value: Json, column: number, style: BlockStyle): string[] {
  const dash = `${" ".repeat(column)}-`.padEnd(column + style.dashWidth);
  if (!isFilled(value)) return [`${dash}${emptyOrScalarText(value)}`];
  const within = column + style.dashWidth;
  const lines = Array.isArray(value)
    ? (value as readonly Json[]).flatMap((item) => itemLines(item, within, style))
    : Object.entries(value).flatMap(([key, child]) =>
        entryLines(key, child as Json, within, style),
      );
  return lines.map((line, index) => (index === 0 ? dash + line.slice(within) : line));
}

function isFilled(value: Json): value is Extract<Json, object> {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function emptyOrScalarText(value: Json): string {
  if (Array.isArray(value)) return "[]";
  return typeof value === "object" && value !== null ? "{}" : scalarText(value as string);
}
