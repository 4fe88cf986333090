import type { Cursor } from "./cursor.ts";

const NAME = /[\w-]*/y;
const HANDLE = /![\w-]*!?/y;
/** The characters of a tag; those of flow collections as well. */
const URI = /(?:[\w\-;/?:@&=+$.,!~*'()[\]]|%[\da-fA-F]{2})*/y;

/** What may follow an anchor directly. */
const AFTER_ANCHOR = new Set(["?", ":", ",", "]", "}", "%", "@", "`"]);

/** Takes an anchor or an alias, and returns its name. */
export function scanAnchor(cursor: Cursor): string {
  cursor.at++;
  const name = take(cursor, NAME);
  if (
    name === "" ||
    !(cursor.isBlankOrEnd() || AFTER_ANCHOR.has(cursor.text[cursor.at] as string))
  ) {
    throw cursor.refuse("did not find expected alphabetic or numeric character");
  }
  return name;
}

/** `["!!", "int"]`; the handle of a tag in full (`!<...>`) and of a lone `!` is empty. */
export type Tag = readonly [handle: string, suffix: string];

export function scanTag(cursor: Cursor): Tag {
  const tag = cursor.text.startsWith("!<", cursor.at)
    ? scanVerbatim(cursor)
    : scanShorthand(cursor);
  if (!cursor.isBlankOrEnd()) throw cursor.refuse("did not find expected whitespace or line break");
  return tag;
}

function scanVerbatim(cursor: Cursor): Tag {
  cursor.at += 2;
  const suffix = scanUri(cursor);
  if (!cursor.is(">")) throw cursor.refuse("did not find the expected '>'");
  cursor.at++;
  return ["", suffix];
}

function scanShorthand(cursor: Cursor): Tag {
  const handle = take(cursor, HANDLE);
  if (handle.length > 1 && handle.endsWith("!")) return [handle, scanUri(cursor)];
  const suffix = handle.slice(1) + take(cursor, URI);
  return suffix === "" ? ["", "!"] : ["!", decoded(suffix)];
}

function scanUri(cursor: Cursor): string {
  const uri = take(cursor, URI);
  if (uri === "") throw cursor.refuse("did not find expected tag URI");
  return decoded(uri);
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? "";
  cursor.at += found.length;
  return found;
}
