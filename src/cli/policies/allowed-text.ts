import type { AllowedLimits } from "../../policy/index.ts";

/** What policies allow, in a few words: `512Mi-16Gi, <=50 %`. */
export function allowedText({ exemptBy, min, max }: AllowedLimits): string {
  if (exemptBy.length > 0) return "exempt";
  const ranges = [
    range(min.pinnedDeviceMemoryLimit, max.pinnedDeviceMemoryLimit, memoryText),
    range(min.activeThreadPercentage, max.activeThreadPercentage, (value) => `${value} %`),
  ];
  return ranges.filter((text) => text !== "").join(", ") || "-";
}

function range(
  least: number | undefined,
  most: number | undefined,
  textOf: (value: number) => string,
): string {
  if (least === undefined) return most === undefined ? "" : `<=${textOf(most)}`;
  return most === undefined ? `>=${textOf(least)}` : `${textOf(least)}-${textOf(most)}`;
}

function memoryText(bytes: number): string {
  const [gibibytes, mebibytes] = [bytes / 2 ** 30, bytes / 2 ** 20];
  if (Number.isInteger(gibibytes)) return `${gibibytes}Gi`;
  return Number.isInteger(mebibytes) ? `${mebibytes}Mi` : `${bytes}`;
}
