import type { Tag } from "./scan-tag.ts";

/** What a text is made of, as kubectl's reader sees it. */
export type Token = { readonly start: number; readonly end: number; readonly column: number } & (
  | { readonly type: Mark }
  | { readonly type: "anchor" | "alias"; readonly name: string }
  | { readonly type: "tag"; readonly tag: Tag }
  | { readonly type: "scalar"; readonly value: string; readonly isPlain: boolean }
);

/** A token that has no content. The beginnings and ends of block collections have no text either. */
export type Mark =
  | "document start"
  | "document end"
  | "stream end"
  | "directive"
  | "block list"
  | "block map"
  | "block end"
  | "["
  | "]"
  | "{"
  | "}"
  | ","
  | "-"
  | "key"
  | ":";
