import type { Json } from "../../edit/json.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";

type JsonScalar = Exclude<Json, object>;

/** What JSON allows in a string, and YAML forbids or reads as a line break. */
const NOT_FOR_YAML = /[\u007f-\u009f\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

const PLAIN = /^[A-Za-z_][\w./-]*$/;

/** Strings without escapes, which are nearly all: bench yaml, "every document with a GPU". */
const SIMPLE = /^[ !#-[\]-~]*$/;

/** A scalar in JSON: strings are double quoted, so that no reader takes them for anything else. */
export function scalarText(value: JsonScalar): string {
  if (typeof value === "string" && SIMPLE.test(value)) return `"${value}"`;
  return JSON.stringify(value).replace(
    NOT_FOR_YAML,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A key, or the name of a variable: without quotes, if it needs none. */
export function nameText(name: string): string {
  return PLAIN.test(name) && resolvePlain(name) === name ? name : scalarText(name);
}
