import type { Json } from "../../edit/json.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";

type JsonScalar = Exclude<Json, object>;

/** What JSON lets stand and YAML takes for a line break, or forbids. */
const NOT_FOR_YAML = /[\u007f-\u009f\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

const PLAIN = /^[A-Za-z_][\w./-]*$/;

/** Text that stands in double quotes as it is: nearly all of what is written. */
const SIMPLE = /^[ !#-[\]-~]*$/;

/** A value as we write it: text in double quotes, so that no reader takes it for anything else. */
export function scalarText(value: JsonScalar): string {
  if (typeof value === "string" && SIMPLE.test(value)) return `"${value}"`;
  return JSON.stringify(value).replace(
    NOT_FOR_YAML,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A key, or the name of a variable: as people write it, without quotes where those mean nothing. */
export function nameText(name: string): string {
  return PLAIN.test(name) && resolvePlain(name) === name ? name : scalarText(name);
}
