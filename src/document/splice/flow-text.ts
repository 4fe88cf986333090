import type { Json } from "../../edit/json.ts";
import { nameText, scalarText } from "./scalar-text.ts";

/** How an author writes flow collections. */
export interface FlowStyle {
  /** Whether keys are quoted: JSON. */
  readonly quoted: boolean;
  /** `": "`, or `":"` in compact JSON. */
  readonly colon: string;
  readonly comma: string;
  /** Within braces on one line: `{ a: b }` or `{a: b}`. */
  readonly padding: string;
}

/** An author who writes one item to a line. */
export interface FlowLines {
  readonly newline: string;
  /** Before the collection's closing bracket. */
  readonly indent: string;
  /** By how much further its items are indented. */
  readonly unit: string;
}

/** A value in flow style: on one line, or one item to a line all the way down. */
export function flowText(value: Json, style: FlowStyle, lines?: FlowLines): string {
  if (typeof value !== "object" || value === null) return scalarText(value);
  const inner = lines && { ...lines, indent: lines.indent + lines.unit };
  const isList = Array.isArray(value);
  const children = isList
    ? (value as readonly Json[]).map((item) => flowText(item, style, inner))
    : Object.entries(value).map(([key, child]) => entryText(key, child as Json, style, inner));
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (children.length === 0) return open + close;
  if (lines && inner) {
    const between = `${lines.newline}${inner.indent}`;
    return `${open}${between}${children.join(`,${between}`)}${lines.newline}${lines.indent}${close}`;
  }
  const padding = isList ? "" : style.padding;
  return `${open}${padding}${children.join(style.comma)}${padding}${close}`;
}

/** An entry of a flow map. */
export function entryText(key: string, value: Json, style: FlowStyle, lines?: FlowLines): string {
  if (style.quoted) return `${scalarText(key)}${style.colon}${flowText(value, style, lines)}`;
  const isName = key === "name" && typeof value === "string";
  return `${nameText(key)}: ${isName ? nameText(value) : flowText(value, style, lines)}`;
}
