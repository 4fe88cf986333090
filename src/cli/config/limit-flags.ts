import type { FieldPath } from "../../result/field-path.ts";
import type { Flag } from "../args/flag.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import type { Place } from "../report/finding.ts";

/** The limits, as options. */
export const LIMIT_FLAGS: readonly Flag[] = [
  { name: "memory", short: "m", value: "4Gi", about: "device memory, 512Mi or more" },
  { name: "threads", short: "t", value: "50", about: "percentage of the threads, 0 to 100" },
  {
    name: "client-priority",
    short: "p",
    choices: ["0", "1"],
    value: "N",
    about: "normal, below normal",
  },
  {
    name: "device-memory",
    value: "0=4Gi",
    repeats: true,
    about: "memory of one device, by its ordinal",
  },
];

const FLAG_OF: Readonly<Record<string, string>> = {
  pinnedDeviceMemoryLimit: "memory",
  activeThreadPercentage: "threads",
  clientPriority: "client-priority",
  perDevicePinnedMemoryLimit: "device-memory",
};

/** The fields of an MPS config that are options. */
export function readLimitFlags(flags: ParsedFlags): Readonly<Record<string, unknown>> {
  const devices = flags.pairs("device-memory", "0=4Gi");
  const fields = {
    pinnedDeviceMemoryLimit: flags.one("memory"),
    activeThreadPercentage: flags.number("threads"),
    clientPriority: flags.number("client-priority"),
    perDevicePinnedMemoryLimit: devices.length > 0 ? Object.fromEntries(devices) : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Where a field, or its key, is on the command line; `undefined` if it is not there. */
export function placeOfLimit(
  flags: ParsedFlags,
  [field = "", device]: FieldPath,
  isKey: boolean,
): Place | undefined {
  const flag = FLAG_OF[field] ?? "";
  const value = flags.all(flag).find((one) => device === undefined || one.startsWith(`${device}=`));
  if (value === undefined) return undefined;
  const key = device === undefined || isKey ? 0 : String(device).length + 1;
  const at = `--${flag} `.length + key;
  return { file: "command line", excerpt: { text: `--${flag} ${value}`, at } };
}
