import { decodeBase64 } from "./decode-base64.ts";
import { type PlainValue, resolvePlain } from "./resolve-plain.ts";

const TAGS = "tag:yaml.org,2002:";

/**
 * The value of a scalar by its style and tag, as go-yaml reads it; `undefined` if kubectl refuses it or
 * if the tag is unsupported.
 *
 * @param tag - in full, as the `yaml` package resolves it
 */
export function resolveScalar(
  text: string,
  plain: boolean,
  tag: string | undefined,
): PlainValue | undefined {
  if (tag === undefined) return plain ? resolvePlain(text) : text;
  if (!tag.startsWith(TAGS)) return text;
  const value = resolvePlain(text);
  switch (tag.slice(TAGS.length)) {
    case "int":
      // An integer that a number cannot hold exactly is a string of digits.
      return Number.isInteger(value) || /^-?\d+$/.test(String(value)) ? value : undefined;
    case "float":
      return typeof value === "number" ? value : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "null":
      return value === null ? value : undefined;
    case "binary":
      return decodeBase64(text);
    default:
      return text;
  }
}

/**
 * The JSON key that kubectl converts a scalar to; `undefined` if it refuses the scalar, or formats the
 * fraction differently from JavaScript.
 */
export function resolveKey(value: PlainValue): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value === null) return undefined;
  const text = String(value);
  return Number.isSafeInteger(value) || /^-?\d{1,4}\.\d{1,2}$/.test(text) ? text : undefined;
}
