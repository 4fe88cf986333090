const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

/**
 * The text in base64, as kubectl reads `!!binary`; `undefined` if it is not valid base64. Bytes that are
 * not UTF-8 are replaced by characters that no name has.
 */
export function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, "");
  if (!BASE64.test(digits)) return undefined;
  let bytes = "";
  let [bits, count] = [0, 0];
  for (const digit of digits.replace(/=+$/, "")) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += `%${((bits >> count) & 0xff).toString(16).padStart(2, "0")}`;
    }
  }
  try {
    return decodeURIComponent(bytes);
  } catch {
    return bytes
      .replace(/%(?:[0-7][\da-f])/g, decodeURIComponent)
      .replace(/%[89a-f][\da-f]/g, "\uFFFD");
  }
}
