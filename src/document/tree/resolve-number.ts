/** As many digits as surely fit into a number. */
const SAFE_DIGITS = 15;

const INT = /^([-+]?)(?:(0[xX])([\da-fA-F]+)|(0[bB])([01]+)|(0[oO]?)([0-7]+)|([1-9]\d*|0))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** Behind a leading dot an underscore must separate digits; elsewhere go-yaml drops them first. */
const FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;

/** More binary digits than the largest integer has: longer ones need not be read. */
const MOST_DIGITS = 64;
const INT64 = 2n ** 63n;
const UINT64 = 2n ** 64n;

/**
 * A plain scalar that begins like a number: the number, or the text where it is none after all.
 *
 * A whole number beyond 2^53 that kubectl holds exactly has no exact JavaScript number: it comes as
 * a string of its decimal digits, which is what a quantity may be written as anyway. Beyond 64 bits
 * kubectl rounds to a double, and so does this.
 */
export function resolveNumber(text: string, fraction: boolean): string | number {
  if (isShortDecimal(text)) return Number(text);
  if (endsInSuffix(text)) return text;
  if (fraction) return FRACTION.test(text) ? float(text.replaceAll("_", ""), text) : text;
  const plain = text.replaceAll("_", "");
  const whole = INT.exec(plain);
  const int = whole === null ? undefined : integer(whole);
  if (int !== undefined) return int;
  return FLOAT.test(plain) ? float(plain, text) : text;
}

/** Digits alone, without a leading zero: nearly every number there is. */
function isShortDecimal(text: string): boolean {
  if (text.length > SAFE_DIGITS) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.charCodeAt(0) !== 0x30 || text.length === 1;
}

/** A letter at the end that is no hexadecimal digit: quantities, ports with a protocol, versions. */
function endsInSuffix(text: string): boolean {
  const last = text.charCodeAt(text.length - 1) | 0x20;
  return last > 0x66 && last <= 0x7a;
}

function integer(match: RegExpExecArray): string | number | undefined {
  const [, sign, , hex, , binary, , octal, decimal] = match;
  const prefix = hex !== undefined ? "0x" : binary !== undefined ? "0b" : octal ? "0o" : "";
  const digits = (hex ?? binary ?? octal ?? decimal ?? "").replace(/^0+(?=.)/, "");
  if (digits.length > MOST_DIGITS) return undefined;
  const magnitude = BigInt(prefix + digits);
  const value = sign === "-" ? -magnitude : magnitude;
  if (magnitude <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  if (value >= -INT64 && value < INT64) return String(value);
  return sign === "" && value < UINT64 ? Number(value) : undefined;
}

/** What overflows a double stays text, as in go-yaml. Minus zero is zero, as JSON has it there. */
function float(plain: string, text: string): string | number {
  const value = Number(plain);
  return Number.isFinite(value) ? value + 0 : text;
}
