import { injectGpuConfig, type MpsConfigInput } from "kube-mps";
import { describe, expect, it } from "vitest";
import { type MemoryLimitMap, parseMemoryLimitMap } from "../../../src/limits/memory-limit-map.ts";
import type { MpsEntry } from "../../../src/limits/mps-entries.ts";
import { parseEnvItem } from "../../../src/limits/parsed-limit.ts";
import { stricterLimit, uncertainDevice } from "../../../src/limits/stricter-limit.ts";
import { gpuContainer, MEMORY, PRIORITY, pod, THREADS } from "../../helpers/manifests.ts";
import { envOf } from "../../helpers/outcome.ts";

/** An existing value of a variable, read. */
const existing = (name: string, value: string) => parseEnvItem({ name, value });

/** Entries to be written, as `mpsEntries` makes them. */
const threads = (value: string): MpsEntry => ({ name: THREADS, value });
const memory = (value: string): MpsEntry => ({
  name: MEMORY,
  value,
  memory: parseMemoryLimitMap(value) as MemoryLimitMap,
});

describe("stricterLimit", () => {
  function tighten(name: string, value: string, config: MpsConfigInput): unknown {
    const object = pod(gpuContainer({ env: [{ name, value }] }));
    return envOf(injectGpuConfig(object, config, { onConflict: "tighten" }));
  }

  it.each<[there: string, wanted: number, written: string]>([
    ["30", 50, "30"],
    ["70", 50, "50"],
    ["0", 50, "50"],
    ["0.0", 50, "50"],
    ["100", 50, "50"],
    ["101", 50, "50"],
    ["30.95", 50, "30"],
    ["100.0", 100, "100.0"],
    ["0.5", 50, "0.5"],
    ["50.0", 50, "50.0"],
    ["1e1", 50, "50"],
    ["-5", 50, "50"],
    ["half", 50, "50"],
  ])("of %s and %d percent of the threads is %s", (there, wanted, written) => {
    const env = tighten(THREADS, there, { activeThreadPercentage: wanted });
    expect(env).toEqual([{ name: THREADS, value: written }]);
  });

  it.each<[there: string, wanted: 0 | 1, written: string]>([
    ["0", 1, "1"],
    ["1", 0, "1"],
    ["2", 0, "0"],
    ["21", 0, "0"],
    ["12", 0, "0"],
    ["", 1, "1"],
  ])("of the priorities %j and %d is %s", (there, wanted, written) => {
    const env = tighten(PRIORITY, there, { clientPriority: wanted });
    expect(env).toEqual([{ name: PRIORITY, value: written }]);
  });

  it.each<[there: string, guaranteed: number, requested: number, value: string]>([
    ["0=512M,1=2G", 2, 2, "0=512M,1=1024M"],
    ["1=512M", 2, 2, "0=1024M,1=512M"],
    ["0=512M,1=512M", 1, 2, "0=512M,1=1024M"],
    // CUDA drops a limit that names an invisible device.
    ["0=512M,2=512M", 2, 2, "0=1024M,1=1024M"],
    ["512M", 2, 2, "0=1024M,1=1024M"],
  ])(
    "of memory of %s, %d devices guaranteed and %d requested, and 1 GiB on each of 2 is %s",
    (there, guaranteed, requested, value) => {
      const entry = memory("0=1024M,1=1024M");
      const limit = stricterLimit(existing(MEMORY, there), entry, { guaranteed, requested });
      expect(limit).toEqual(memory(value));
    },
  );

  it("is the entry itself where there is nothing to compare it with", () => {
    const devices = { guaranteed: 1, requested: 1 };
    const [some, more] = [threads("50"), memory("0=1024M")];
    expect(stricterLimit("incomparable", some, devices)).toBe(some);
    expect(stricterLimit(existing(MEMORY, "0=1M"), some, devices)).toBe(some);
    expect(stricterLimit({ number: 1 }, more, devices)).toBe(more);
  });
});

describe("uncertainDevice", () => {
  it.each<[there: string, device: number | undefined]>([
    ["0=512M", undefined],
    ["0=512M,1=512M", 1],
    ["2=512M", 2],
    // CUDA drops it as a whole.
    ["1=512M,3=512M", undefined],
    ["512M", undefined],
  ])("for %s, 1 device guaranteed and 3 requested is %s", (there, device) => {
    const devices = { guaranteed: 1, requested: 3 };
    expect(uncertainDevice(existing(MEMORY, there), devices)).toBe(device);
  });

  it("is none for a limit of threads", () => {
    expect(uncertainDevice({ number: 50 }, { guaranteed: 1, requested: 3 })).toBeUndefined();
  });
});
