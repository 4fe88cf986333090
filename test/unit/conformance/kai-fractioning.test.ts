import { toEnv, validateMpsConfig } from "kube-mps";
import { fromDialect, toFractioningAnnotations } from "kube-mps/dialects";
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

// TestParseComputePortion and TestParseToMemoryMiB of annotations_test.go.
describe("KAI's annotations", () => {
  const PREFIX = "nvidia.com/container.trainer.";
  const read = (memory: string, portion?: string) =>
    fromDialect({
      [`${PREFIX}gpu-memory.limit`]: memory,
      ...(portion !== undefined && { [`${PREFIX}gpu-compute.portion`]: portion }),
    });

  it.each<[portion: string, percentage: number]>([
    ["0.5", 50],
    ["1", 100],
    ["0.333", 33],
    ["0.336", 33],
    ["0.125", 12],
    ["0.29", 28],
    ["0.005", 1],
    ["0.0049", 1],
    ["1e-7", 1],
    ["1e-3", 1],
    [" 0.5\t", 50],
  ])("give a portion of %j the percentage that KAI does: %i", (portion, percentage) => {
    const result = read("4Gi", portion);
    expect(result.ok && result.value.config.activeThreadPercentage).toBe(percentage);
  });

  it.each([
    "50",
    "100",
    "1.5",
    "1.0000001",
    "0",
    "-0",
    "-0.5",
    "",
    " ",
    "NaN",
    "Inf",
    "50%",
    "500m",
    "abc",
  ])("are refused for a portion of %j, as KAI does", (portion) => {
    const result = read("4Gi", portion);
    expect(!result.ok && result.issues.map(({ code }) => code)).toEqual(["threads/type"]);
  });

  it.each<[memory: string, mebibytes: number]>([
    ["4Gi", 4096],
    ["1000M", 954],
    ["1000Mi", 1000],
    ["1G", 954],
    ["5G", 4769],
  ])("round memory up as KAI does: %s is %i MiB", (memory, mebibytes) => {
    const result = read(memory);
    expect(result.ok && result.value.config.pinnedDeviceMemoryLimit).toBe(mebibytes * 2 ** 20);
  });

  it("are written so that KAI reads every percentage back, and never more", () => {
    for (let percentage = 1; percentage < 100; percentage++) {
      const config = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: percentage };
      const result = toFractioningAnnotations(config, { container: "trainer" });
      const portion = Number(result.ok && result.value.value[`${PREFIX}gpu-compute.portion`]);
      expect(Math.floor(portion * 100)).toBe(percentage);
      expect(portion).toBeLessThan((percentage + 0.1) / 100);
    }
  });
});
