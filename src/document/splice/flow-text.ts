import type { Json } from "../../edit/json.ts";
import { nameText, scalarText } from "./scalar-text.ts";

/** How an author writes flow collections. */
export interface FlowStyle {
  /** Whether keys are quoted, as in JSON. */
  readonly quoted: boolean;
  /** `": "`, or `":"` in compact JSON. */
  readonly colon: string;
  readonly comma: string;
  /** Within braces on one line: `{ a: b }` or `{a: b}`. */
  readonly padding: string;
}

/** How an author who writes one item per line indents. */
export interface FlowLines {
  /** The blanks before the closing bracket of the collection. */
  readonly indent: string;
  /** The additional blanks before its items. */
  readonly unit: string;
}

/** A value in flow style: on one line, or one item per line at all depths. */
export function flowText(value: Json, style: FlowStyle, lines?: FlowLines): string {
  if (typeof value !== "object" || value === null) return scalarText(value);
  const inner = lines && deeper(lines);
  const isList = Array.isArray(value);
  const children = isList
    ? (value as readonly Json[]).map((item) => flowText(item, style, inner))
    : Object.entries(value).map(([key, child]) => flowEntryText(key, child, style, inner));
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (children.length === 0) return open + close;
  if (lines && inner) {
    const between = `\n${inner.indent}`;
    return `${open}${between}${children.join(`,${between}`)}\n${lines.indent}${close}`;
  }
  const padding = isList ? "" : style.padding;
  return `${open}${padding}${children.join(style.comma)}${padding}${close}`;
}

/** An entry of a flow map. */
export function flowEntryText(
  key: string,
  value: Json,
  style: FlowStyle,
  lines?: FlowLines,
): string {
  if (style.quoted) return `${scalarText(key)}${style.colon}${flowText(value, style, lines)}`;
  const isName = key === "name" && typeof value === "string";
  return `${nameText(key)}: ${isName ? nameText(value) : flowText(value, style, lines)}`;
}

/** The lines of a collection in one with these lines. */
export function deeper({ indent, unit }: FlowLines): FlowLines {
  return { indent: indent + unit, unit };
}
