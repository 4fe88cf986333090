/** Digits alone, without a leading zero, that a number surely holds: nearly every number there is. */
const SHORT_DECIMAL = /^(?:0|[1-9]\d{0,14})$/;

const INT = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9]\d*|0))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** After a leading dot an underscore must separate digits; elsewhere go-yaml drops underscores first. */
const FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;

/** More binary digits than the largest integer has: longer integers need not be read. */
const MAX_DIGITS = 64;
const INT64 = 2n ** 63n;
const UINT64 = 2n ** 64n;

/**
 * The number that a plain scalar is, or its text if it only begins like one.
 *
 * An integer beyond 2^53 that kubectl holds exactly becomes a string of its decimal digits, which a
 * quantity may be written as anyway: JavaScript has no exact number for it. Beyond 64 bits kubectl
 * rounds to a double, and so does this function.
 */
export function resolveNumber(text: string, isFraction: boolean): string | number {
  if (SHORT_DECIMAL.test(text)) return Number(text);
  if (isFraction) return FRACTION.test(text) ? float(text.replaceAll("_", ""), text) : text;
  const plain = text.replaceAll("_", "");
  const match = INT.exec(plain);
  const int = match === null ? undefined : integer(match);
  if (int !== undefined) return int;
  return FLOAT.test(plain) ? float(plain, text) : text;
}

function integer(match: RegExpExecArray): string | number | undefined {
  const [, sign, hex, binary, octal, decimal] = match;
  const prefix = hex ? "0x" : binary ? "0b" : octal ? "0o" : "";
  const digits = (hex ?? binary ?? octal ?? decimal ?? "").replace(/^0+(?=.)/, "");
  if (digits.length > MAX_DIGITS) return undefined;
  const magnitude = BigInt(prefix + digits);
  const value = sign === "-" ? -magnitude : magnitude;
  if (magnitude <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  if (value >= -INT64 && value < INT64) return String(value);
  return sign === "" && value < UINT64 ? Number(value) : undefined;
}

/** A number that overflows a double stays text, as in go-yaml; minus zero becomes zero, as in JSON. */
function float(plain: string, text: string): string | number {
  const value = Number(plain);
  return Number.isFinite(value) ? value + 0 : text;
}
