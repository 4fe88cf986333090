import { NONE } from "../../result/none.ts";

const NEARLY = /^\s*(\d{1,15}(?:\.\d{1,9})?)\s*([kmgtpe])(i?)b?\s*$/i;

/**
 * What was probably meant by `1GB`, `4 Gi`, `512mb` or `1gib`: the same number with suffixes that
 * Kubernetes knows, the most probable first. Empty if it is nothing like a quantity.
 */
export function suggestQuantities(text: string): readonly string[] {
  const match = NEARLY.exec(text);
  if (match === null) return NONE;
  const [, number = "", letter = "", binary = ""] = match;
  const unit = letter.toUpperCase();
  const inBinary = `${number}${unit}i`;
  return binary === "" ? [inBinary, `${number}${unit === "K" ? "k" : unit}`] : [inBinary];
}
