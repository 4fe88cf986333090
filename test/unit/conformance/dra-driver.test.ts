import { toEnv, validateMpsConfig } from "kube-mps";
import { fromDialect, toResourceClaim } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

// Facts of kubernetes-sigs/dra-driver-nvidia-gpu, api/nvidia.com/resource/v1beta1/sharing_test.go:
// the table of TestMpsPerDevicePinnedMemoryLimitNormalize, row by row. The driver names devices by
// UUID, a container by ordinal: its UUID0 is our device 0.

interface Row {
  readonly name: string;
  /** The number of visible devices: of UUIDs that the driver gets. */
  readonly devices: number;
  readonly memory?: string;
  readonly perDevice?: Readonly<Record<string, string>>;
  /** The limit that the driver writes, or its error. */
  readonly theirs: string;
  /** The limit that we write, or our issues. */
  readonly ours: string | readonly string[];
  /** Why we differ, where we do. */
  readonly why?: string;
}

const LIMIT = "pinnedDeviceMemoryLimit";
const PER_DEVICE = "perDevicePinnedMemoryLimit";
const NO_UUID = "UUIDs differ from node to node, so a manifest cannot name one";
const NO_DEVICE = "a container without a GPU has no limits";

const ROWS: readonly Row[] = [
  {
    name: "an empty config",
    devices: 0,
    theirs: "no limits",
    ours: ["config/missing"],
    why: "a stored config without limits is a mistake, a claim without limits is not",
  },
  {
    name: "an index without devices",
    devices: 0,
    perDevice: { "0": "1Gi" },
    theirs: "invalid device",
    ours: ["options/value devices"],
    why: NO_DEVICE,
  },
  {
    name: "a default and an index without devices",
    devices: 0,
    memory: "2Gi",
    perDevice: { "0": "1Gi" },
    theirs: "invalid device",
    ours: ["options/value devices"],
    why: NO_DEVICE,
  },
  { name: "a default", devices: 1, memory: "2Gi", theirs: "2048M", ours: "0=2048M" },
  {
    name: "a default of less than 1 MiB",
    devices: 1,
    memory: "1M",
    theirs: "invalid limit",
    ours: [`memory/too-small ${LIMIT}`],
  },
  {
    name: "an override of less than 1 MiB",
    devices: 1,
    perDevice: { UUID0: "1M" },
    theirs: "invalid limit",
    ours: [`device/key ${PER_DEVICE}/UUID0`],
    why: NO_UUID,
  },
  {
    name: "an override by index",
    devices: 1,
    memory: "2Gi",
    perDevice: { "0": "1Gi" },
    theirs: "1024M",
    ours: "0=1024M",
  },
  {
    name: "an override by UUID",
    devices: 1,
    memory: "2Gi",
    perDevice: { UUID0: "1Gi" },
    theirs: "1024M",
    ours: [`device/key ${PER_DEVICE}/UUID0`],
    why: NO_UUID,
  },
  {
    name: "the UUID of another device",
    devices: 1,
    memory: "2Gi",
    perDevice: { UUID1: "1Gi" },
    theirs: "invalid device",
    ours: [`device/key ${PER_DEVICE}/UUID1`],
  },
  {
    name: "the index of another device",
    devices: 1,
    memory: "2Gi",
    perDevice: { "1": "1Gi" },
    theirs: "invalid device",
    ours: [`device/out-of-range ${PER_DEVICE}/1`],
  },
  { name: "Mi", devices: 1, memory: "10Mi", theirs: "10M", ours: "0=10M" },
  { name: "Gi", devices: 1, memory: "1Gi", theirs: "1024M", ours: "0=1024M" },
  { name: "M", devices: 1, memory: "10M", theirs: "9M", ours: "0=9M" },
  { name: "G", devices: 1, memory: "1G", theirs: "953M", ours: "0=953M" },
];

function normalize({ devices, memory, perDevice }: Row): string | readonly string[] {
  const input = { [LIMIT]: memory, [PER_DEVICE]: perDevice };
  // The minimum of the driver; the last test is about ours.
  const validated = validateMpsConfig(input, { minMemory: "1Mi" });
  if (!validated.ok) return validated.issues.map(at);
  const env = toEnv(validated.value, { devices });
  if (!env.ok) return env.issues.map(at);
  expect(env.value.map(({ name }) => name)).toEqual([MEMORY]);
  return env.value.map(({ value }) => value).join();
}

describe("the DRA driver's MpsConfig", () => {
  it.each(ROWS.filter(({ why }) => why === undefined))("agrees on $name", (row) => {
    expect(normalize(row)).toEqual(row.ours);
    if (typeof row.ours === "string") expect(row.ours).toBe(`0=${row.theirs}`);
  });

  it.each(ROWS.filter(({ why }) => why !== undefined))(
    "answers $name with $theirs, unlike us: $why",
    (row) => {
      expect(normalize(row)).toEqual(row.ours);
    },
  );

  it.each(["10Mi", "10M"])("accepts %s, which is below our default minimum", (memory) => {
    const result = validateMpsConfig({ [LIMIT]: memory });
    expect(!result.ok && result.issues.map(at)).toEqual([`memory/too-small ${LIMIT}`]);
  });
});

describe("the DRA driver's parameters", () => {
  const read = (mpsConfig: object) =>
    fromDialect({
      apiVersion: "resource.nvidia.com/v1beta1",
      kind: "GpuConfig",
      sharing: { strategy: "MPS", mpsConfig },
    });

  it.each<[quantity: string, mebibytes: number]>([
    ["2Gi", 2048],
    ["10Mi", 10],
    ["1Gi", 1024],
    ["10M", 9],
    ["1G", 953],
  ])("mean what the driver makes of them: %s is %i MiB", (quantity, mebibytes) => {
    const result = read({ defaultPinnedDeviceMemoryLimit: quantity });
    const bytes = result.ok && result.value.config.pinnedDeviceMemoryLimit;
    expect(bytes).toBe(mebibytes * 2 ** 20);
    const written = toResourceClaim({ pinnedDeviceMemoryLimit: Number(bytes) }, { name: "a" });
    expect(written.ok && written.value.effective.memoryMiB).toBe(mebibytes);
  });

  it("are invalid below 1 MiB, for a default and for a device", () => {
    const results = [
      read({ defaultPinnedDeviceMemoryLimit: "1M" }),
      read({ defaultPerDevicePinnedMemoryLimit: { "0": "1M" } }),
    ];
    expect(results.map((result) => !result.ok && result.issues.map(({ code }) => code))).toEqual([
      ["memory/too-small"],
      ["memory/too-small"],
    ]);
  });

  it("may have 0 percent, and neither less than that nor more than 100", () => {
    const codes = [-1, 0, 100, 101].map((defaultActiveThreadPercentage) => {
      const result = read({ defaultActiveThreadPercentage });
      return result.ok ? "ok" : result.issues[0].code;
    });
    expect(codes).toEqual(["threads/range", "ok", "ok", "threads/range"]);
  });

  // Source: allocatable.go sorts UUIDs as text; a container counts devices in the order that CUDA has.
  it("count devices in another order than a container does: the loss says so", () => {
    const config = { perDevicePinnedMemoryLimit: { "0": "4Gi", "1": "8Gi" } };
    const written = toResourceClaim(config, { name: "a" });
    expect(written.warnings.map(at)).toEqual([
      `dialect/scope ${PER_DEVICE}/0`,
      `dialect/scope ${PER_DEVICE}/1`,
    ]);
  });
});
