import { toEnv, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

// Facts of kai-scheduler/kai-gpu-fractioning, fractioning-manager/fractiond/internal: TestParseToMemoryMiB
// of annotations_test.go, and TestPinnedDeviceMemLimit of the tests of its package injection.

const LIMIT = "pinnedDeviceMemoryLimit";

/** The memory limit for a number of devices, with KAI's minimum of 1 MiB, or our issues. */
function limit(memory: string | undefined, devices: number): string | string[] {
  const validated = validateMpsConfig({ [LIMIT]: memory }, { minMemory: "1Mi" });
  if (!validated.ok) return validated.issues.map(at);
  const env = toEnv(validated.value, { devices });
  return env.ok ? env.value.map(({ value }) => value).join() : env.issues.map(at);
}

describe("KAI reads an amount of memory", () => {
  it.each<[memory: string, mebibytes: number]>([
    ["4Gi", 4096],
    ["2048Mi", 2048],
    ["7680Mi", 7680],
    ["1Gi", 1024],
    ["512Mi", 512],
    ["100Mi", 100],
    ["1000Mi", 1000],
    ["1024Ki", 1],
    ["4294967296", 4096],
  ])("as we do: %s is %i MiB", (memory, mebibytes) => {
    expect(limit(memory, 1)).toBe(`0=${mebibytes}M`);
  });

  it.each<[memory: string, code: string]>([
    ["1M", "memory/too-small"],
    ["4096", "memory/too-small"],
    ["0", "memory/too-small"],
    ["500Ki", "memory/too-small"],
    ["1048575", "memory/too-small"],
    ["", "memory/syntax"],
    ["  2048Mi  ", "memory/syntax"],
    ["notanumber", "memory/syntax"],
  ])("and rejects %j as we do: %s", (memory, code) => {
    expect(limit(memory, 1)).toEqual([`${code} ${LIMIT}`]);
  });

  const why = "rounded up, a limit lets a process have more than was granted";
  it.each<{ memory: string; theirs: number; ours: number }>([
    { memory: "100M", theirs: 96, ours: 95 },
    { memory: "500M", theirs: 477, ours: 476 },
    { memory: "1000M", theirs: 954, ours: 953 },
    { memory: "1024M", theirs: 977, ours: 976 },
    { memory: "2048M", theirs: 1954, ours: 1953 },
    { memory: "4096M", theirs: 3907, ours: 3906 },
    { memory: "1G", theirs: 954, ours: 953 },
    { memory: "5G", theirs: 4769, ours: 4768 },
  ])(`but $memory as $theirs MiB, not $ours: ${why}`, ({ memory, theirs, ours }) => {
    expect(limit(memory, 1)).toBe(`0=${ours}M`);
    expect(theirs).toBe(ours + 1);
  });
});

describe("KAI writes the limit", () => {
  it.each<[mebibytes: number, devices: number, value: string]>([
    [40960, 1, "0=40960M"],
    [4096, 3, "0=4096M,1=4096M,2=4096M"],
    [10240, 8, "0=10240M,1=10240M,2=10240M,3=10240M,4=10240M,5=10240M,6=10240M,7=10240M"],
    [1, 1, "0=1M"],
  ])("as we do: %i MiB on %i devices", (mebibytes, devices, value) => {
    expect(limit(`${mebibytes}Mi`, devices)).toBe(value);
  });

  it.each<{ memory: string | undefined; devices: number; ours: string; why: string }>([
    { memory: undefined, devices: 2, ours: "config/missing", why: "a missing config is an error" },
    {
      memory: "4Gi",
      devices: 0,
      ours: "options/value devices",
      why: "the number of devices is invalid",
    },
    {
      memory: "4Gi",
      devices: -1,
      ours: "options/value devices",
      why: "the number of devices is invalid",
    },
  ])("but none for $memory on $devices devices, where we fail: $why", (row) => {
    expect(limit(row.memory, row.devices)).toEqual([row.ours]);
  });
});
