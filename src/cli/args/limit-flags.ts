import type { FieldPath } from "../../result/field-path.ts";
import type { Place } from "../report/finding.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";
import type { ParsedFlags } from "./parse-flags.ts";
import { readNumber } from "./read-number.ts";

/** The limits, as options. */
export const LIMIT_FLAGS: readonly Flag[] = [
  { name: "memory", short: "m", value: "4Gi", about: "device memory, 512Mi or more" },
  { name: "threads", short: "t", value: "50", about: "percentage of the threads, 0 to 100" },
  { name: "priority", short: "p", choices: ["0", "1"], value: "N", about: "normal, below normal" },
  {
    name: "device-memory",
    value: "0=4Gi",
    repeats: true,
    about: "memory of one device, by its ordinal",
  },
];

/** Limits from the command line: the fields of an MPS config, and where each was written. */
export interface LimitFlags {
  readonly input: Readonly<Record<string, unknown>>;
  /** Where a field was written, or its key; undefined for one that was not. */
  placeOf(path: FieldPath, part: "key" | "value"): Place | undefined;
}

export function readLimitFlags(flags: ParsedFlags): LimitFlags {
  const input: Record<string, unknown> = {};
  const written = new WrittenFlags();
  const set = (field: string, flag: string, read: (text: string) => unknown) => {
    const text = flags.one(flag);
    if (text === undefined) return;
    input[field] = read(text);
    written.add([field], flag, text);
  };
  set("pinnedDeviceMemoryLimit", "memory", (text) => text);
  set("activeThreadPercentage", "threads", (text) => readNumber("threads", text));
  set("clientPriority", "priority", Number);
  const perDevice = flags.all("device-memory").map(readDevice);
  if (perDevice.length > 0) input["perDevicePinnedMemoryLimit"] = Object.fromEntries(perDevice);
  for (const [device, text] of perDevice) {
    written.add(["perDevicePinnedMemoryLimit", device], "device-memory", text, `${device}=`);
  }
  return { input, placeOf: (path, part) => written.placeOf(path, part) };
}

/** Options as somebody wrote them, for an issue to point at. */
class WrittenFlags {
  readonly #places = new Map<string, { text: string; key: number; value: number }>();

  add(path: FieldPath, flag: string, value: string, key = ""): void {
    const before = `--${flag} `;
    this.#places.set(path.join("."), {
      text: before + key + value,
      key: before.length + 1,
      value: before.length + key.length + 1,
    });
  }

  placeOf(path: FieldPath, part: "key" | "value"): Place | undefined {
    const place = this.#places.get(path.join("."));
    if (place === undefined) return undefined;
    return { file: "command line", column: place[part], text: place.text };
  }
}

function readDevice(text: string): [device: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--device-memory must name a device and its limit, not "${text}"`,
    "write --device-memory 0=4Gi",
  );
}
