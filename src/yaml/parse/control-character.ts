/** What YAML forbids anywhere: control characters but tab and line breaks, and halves of pairs. */
const FORBIDDEN = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** Where the first character stands that no YAML may hold: -1 in text, somewhere in most binaries. */
export function findControlCharacter(text: string): number {
  return text.search(FORBIDDEN);
}
