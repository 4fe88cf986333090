import type { Place } from "../report/finding.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";
import type { ParsedFlags } from "./parse-flags.ts";
import { readNumber } from "./read-number.ts";

/** The limits, as options. */
export const LIMIT_FLAGS: readonly Flag[] = [
  { name: "memory", short: "m", value: "4Gi", about: "device memory, 512Mi or more" },
  { name: "threads", short: "t", value: "50", about: "percentage of the threads, 0 to 100" },
  { name: "priority", short: "p", choices: ["0", "1"], value: "1", about: "1 is below normal" },
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
  /** Where a field was written; undefined for one that was not. */
  placeOf(path: readonly (string | number)[]): Place | undefined;
}

export function readLimitFlags(flags: ParsedFlags): LimitFlags {
  const input: Record<string, unknown> = {};
  const places = new Map<string, Place>();
  const set = (path: readonly string[], flag: string, value: string, key = "") => {
    const before = `--${flag} ${key}`;
    places.set(path.join("."), {
      file: "command line",
      column: before.length + 1,
      text: before + value,
    });
  };
  const memory = flags.one("memory");
  if (memory !== undefined) {
    input["pinnedDeviceMemoryLimit"] = memory;
    set(["pinnedDeviceMemoryLimit"], "memory", memory);
  }
  const threads = flags.one("threads");
  if (threads !== undefined) {
    input["activeThreadPercentage"] = readNumber("threads", threads);
    set(["activeThreadPercentage"], "threads", threads);
  }
  const priority = flags.one("priority");
  if (priority !== undefined) input["clientPriority"] = Number(priority);
  const perDevice = flags.all("device-memory").map(readDevice);
  if (perDevice.length > 0) input["perDevicePinnedMemoryLimit"] = Object.fromEntries(perDevice);
  for (const [device, value] of perDevice) {
    set(["perDevicePinnedMemoryLimit", device], "device-memory", value, `${device}=`);
  }
  return { input, placeOf: (path) => places.get(path.join(".")) };
}

function readDevice(text: string): [device: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--device-memory must name a device and its limit, not "${text}"`,
    "write --device-memory 0=4Gi",
  );
}
