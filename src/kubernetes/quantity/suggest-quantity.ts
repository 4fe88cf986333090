const NEARLY = /^\s*(\d{1,15}(?:\.\d{1,9})?)\s*([kmgtpe])(i?)b?\s*$/i;

/**
 * What was probably meant by `1GB`, `4 Gi`, `512mb` or `1gib`: the same number with a suffix that
 * Kubernetes knows, the binary one first.
 */
export function suggestQuantity(text: string): string | undefined {
  const match = NEARLY.exec(text);
  if (match === null) return undefined;
  const [, number = "", letter = "", binary = ""] = match;
  const unit = letter.toUpperCase();
  const inBinary = `${number}${unit}i`;
  return binary === ""
    ? `write ${inBinary} or ${number}${unit === "K" ? "k" : unit}`
    : `write ${inBinary}`;
}
