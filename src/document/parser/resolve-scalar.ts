import { type PlainValue, resolvePlain } from "../tree/resolve-plain.ts";

const TAGS = "tag:yaml.org,2002:";

/**
 * The value of a scalar by its style and tag, as go-yaml has it; `undefined` where kubectl fails,
 * or where the tag is one we leave to it.
 *
 * @param tag - in full, as the `yaml` package resolves it
 */
export function resolveScalar(
  text: string,
  plain: boolean,
  tag: string | undefined,
): PlainValue | undefined {
  if (tag === undefined) return plain ? resolvePlain(text) : text;
  // A tag spelt in escapes may be any of these.
  if (tag.includes("%")) return undefined;
  if (!tag.startsWith(TAGS)) return text;
  const value = resolvePlain(text);
  switch (tag.slice(TAGS.length)) {
    case "int":
      return isInteger(value) ? value : undefined;
    case "float":
      return typeof value === "number" ? value : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "null":
      return value === null ? value : undefined;
    // Bytes, which only a Secret or a ConfigMap would hold.
    case "binary":
      return undefined;
    default:
      return text;
  }
}

function isInteger(value: PlainValue): boolean {
  // One that no number can hold is a string of digits.
  return typeof value === "string" ? /^-?\d+$/.test(value) : Number.isInteger(value);
}

/**
 * The key that a scalar comes to in JSON, by kubectl's conversion; `undefined` where it fails, or
 * writes a fraction in a way of its own.
 */
export function resolveKey(value: PlainValue): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value === null) return undefined;
  const text = String(value);
  return Number.isSafeInteger(value) || /^-?\d{1,4}\.\d{1,2}$/.test(text) ? text : undefined;
}
