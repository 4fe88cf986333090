import { type FromDialectOptions, fromDialect } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../../helpers/outcome.ts";

const GI = 2 ** 30;

/** Dialect, config and losses, or the issues. */
function read(input: unknown, options?: FromDialectOptions): unknown[] {
  const result = fromDialect(input, options);
  if (!result.ok) return result.issues.map(at);
  const { dialect, config, losses } = result.value;
  return [dialect, config, ...losses.map(({ kind, path }) => `${kind} ${path.join("/")}`)];
}

describe("fromDialect, of a config", () => {
  it("reads it, and a record of one", () => {
    const limits = { pinnedDeviceMemoryLimit: "1G", clientPriority: 1 };
    const config = { pinnedDeviceMemoryLimit: 953 * 2 ** 20, clientPriority: 1 };
    expect(read(limits)).toEqual(["config", config]);
    const record = { apiVersion: "kube-mps.github.io/v1alpha1", kind: "MpsConfig", spec: limits };
    expect(read(record)).toEqual(["config", config]);
    expect(fromDialect(record).warnings.map(at)).toEqual([
      "memory/rounded spec/pinnedDeviceMemoryLimit",
    ]);
  });

  it("reports what is wrong with it", () => {
    expect(read({ activeThreadPercentage: 101, threads: 1 })).toEqual([
      "config/unknown-key threads",
      "threads/range activeThreadPercentage",
    ]);
  });
});

describe("fromDialect, of the device plugin", () => {
  const plugin = (...resources: unknown[]) => ({ version: "v1", sharing: { mps: { resources } } });

  it("reads an equal share, whose memory is lost where that of the card is not known", () => {
    const four = plugin({ name: "nvidia.com/gpu", replicas: 4 });
    expect(read(four, { memoryMiB: 24_576 })).toEqual([
      "device-plugin",
      { activeThreadPercentage: 25, pinnedDeviceMemoryLimit: 6 * GI },
    ]);
    expect(read(four)).toEqual([
      "device-plugin",
      { activeThreadPercentage: 25 },
      "unsupported sharing/mps/resources/0/replicas",
    ]);
  });

  it("reads one of several resources by name", () => {
    const two = plugin({ name: "a/gpu", replicas: 4 }, { name: "b/gpu", replicas: 2 });
    expect(read(two)).toEqual(["dialect/ambiguous"]);
    expect(read(two, { container: "b/gpu" })[1]).toEqual({ activeThreadPercentage: 50 });
  });

  it.each<[name: string, input: unknown, issues: string[]]>([
    ["time slicing", { version: "v1", sharing: { timeSlicing: {} } }, ["dialect/not-mps sharing"]],
    ["one replica", plugin({ replicas: 1 }), ["input/type sharing/mps/resources/0/replicas"]],
    ["no resources", { version: "v1", sharing: { mps: {} } }, ["dialect/unknown"]],
    ["resources of other types", plugin(null, 5), ["dialect/unknown"]],
  ])("refuses %s", (_, input, issues) => {
    expect(read(input)).toEqual(issues);
  });
});

// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NvidiaMpsAllocation.html
describe("fromDialect, of AWS ECS", () => {
  const gpu = (nvidiaMps: object) => ({ type: "GPU", sharingStrategy: { nvidiaMps } });
  const container = (name: string, nvidiaMps: object) => ({
    name,
    resourceRequirements: [{ type: "InferenceAccelerator", value: "a" }, gpu(nvidiaMps)],
  });
  const config = { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 4 * GI };

  it("reads a requirement, a container and a task definition", () => {
    const limits = { memory: 4096, maxComputePercent: 50 };
    expect(read(gpu(limits))).toEqual(["ecs", config]);
    expect(read(container("a", limits))).toEqual(["ecs", config]);
    const task = {
      containerDefinitions: [
        { name: "web" },
        container("a", limits),
        container("b", { memory: 512 }),
      ],
    };
    expect(read(task)).toEqual(["dialect/ambiguous"]);
    expect(read(task, { container: "a" })).toEqual(["ecs", config]);
  });

  it("reports what is wrong with it where it is", () => {
    const task = {
      containerDefinitions: [container("a", { memory: "4Gi!", maxComputePercent: 0.5 })],
    };
    const base = "containerDefinitions/0/resourceRequirements/1/sharingStrategy/nvidiaMps";
    expect(read(task)).toEqual([
      `threads/not-whole ${base}/maxComputePercent`,
      `memory/syntax ${base}/memory`,
    ]);
  });

  it("reads nothing from a whole GPU", () => {
    expect(read({ resourceRequirements: [{ type: "GPU", value: "1" }] })).toEqual([
      "dialect/unknown",
    ]);
  });
});

describe("fromDialect, of a file of MPS v3", () => {
  it("reads limits in binary units, comments and all, and loses the rest", () => {
    const text = `# servers
schema_version = "1.0" # of the file
[servers.training] # one
  pinned_memory_limit = "1024M" # binary
  uid = 1000
[features.memacct]
enabled = true
`;
    expect(read(text)).toEqual([
      "mps-server",
      { pinnedDeviceMemoryLimit: GI },
      "unsupported servers/training/uid",
    ]);
  });

  it.each<[name: string, text: string, issues: string[]]>([
    ["no text", "", ["dialect/unknown"]],
    ["a server without limits", "[servers.a]\nuid = 0\n", ["dialect/unknown"]],
    [
      "values that MPS does not know",
      '[servers.a]\npinned_memory_limit = "4Gi"\nactive_thread_percentage = "half"\nclient_priority = "2"\n',
      [
        "input/type servers/a/pinned_memory_limit",
        "input/type servers/a/active_thread_percentage",
        "input/type servers/a/client_priority",
      ],
    ],
  ])("refuses %s", (_, text, issues) => {
    expect(read(text)).toEqual(issues);
  });
});
