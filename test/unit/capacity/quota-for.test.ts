import { type GpuDemand, quotaFor } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";

const DEMANDS: GpuDemand[] = [
  { name: "a", memoryMiB: 4096, copies: 3, namespace: "team-a", resource: "nvidia.com/gpu" },
  { name: "b", memoryMiB: 4096, copies: 2, gpus: 2, namespace: "team-a" },
  { name: "c", memoryMiB: 1024, clients: 4, copies: 5, namespace: "team-b" },
  { name: "d", memoryMiB: 4096, copies: 1, resource: "nvidia.com/gpu.shared" },
];

describe("quotaFor", () => {
  it("writes a ResourceQuota for each namespace", () => {
    const quota = (namespace: string | undefined, hard: object) => ({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "gpu", ...(namespace && { namespace }) },
      spec: { hard },
    });
    expect(quotaFor(DEMANDS, "ResourceQuota")).toEqual({
      ok: true,
      value: [
        quota(undefined, { "requests.nvidia.com/gpu.shared": "1" }),
        quota("team-a", { "requests.nvidia.com/gpu": "7" }),
        quota("team-b", { "requests.nvidia.com/gpu": "5" }),
      ],
      warnings: [],
    });
  });

  it("writes a ClusterQueue, and how Kueue turns replicas into memory", () => {
    expect(quotaFor(DEMANDS, "ClusterQueue")).toEqual({
      ok: true,
      value: {
        clusterQueue: {
          apiVersion: "kueue.x-k8s.io/v1beta2",
          kind: "ClusterQueue",
          metadata: { name: "gpu" },
          spec: {
            namespaceSelector: {},
            resourceGroups: [
              {
                coveredResources: ["kube-mps.github.io/gpu-memory"],
                flavors: [
                  {
                    name: "default-flavor",
                    resources: [
                      { name: "kube-mps.github.io/gpu-memory", nominalQuota: `${13 * 4096}Mi` },
                    ],
                  },
                ],
              },
            ],
          },
        },
        transformations: ["nvidia.com/gpu", "nvidia.com/gpu.shared"].map((input) => ({
          input,
          strategy: "Replace",
          outputs: { "kube-mps.github.io/gpu-memory": "4096Mi" },
        })),
      },
      warnings: [],
    });
  });

  it("takes the names from options", () => {
    const options = { name: "q", flavor: "l40s", memoryResource: "example.com/vram" };
    const result = quotaFor(DEMANDS.slice(3), "ClusterQueue", options);
    expect(result).toMatchObject({
      value: {
        clusterQueue: {
          metadata: { name: "q" },
          spec: {
            resourceGroups: [
              { coveredResources: ["example.com/vram"], flavors: [{ name: "l40s" }] },
            ],
          },
        },
        transformations: [{ outputs: { "example.com/vram": "4096Mi" } }],
      },
    });
  });

  it("counts the largest for each replica of a resource, and says so", () => {
    const demands = [
      { name: "a", memoryMiB: 8192, copies: 1, path: ["a"] },
      { name: "b", memoryMiB: 1024, copies: 1, path: ["b"] },
      { name: "c", memoryMiB: undefined, copies: 2, path: ["c"] },
    ];
    const result = quotaFor(demands, "ClusterQueue");
    expect(result).toMatchObject({
      ok: true,
      value: { transformations: [{ outputs: { "kube-mps.github.io/gpu-memory": "8192Mi" } }] },
      warnings: [
        { code: "capacity/uneven", path: ["b"] },
        { code: "capacity/no-limit", path: ["c"] },
      ],
    });
    expect(JSON.stringify(result)).toContain('"nominalQuota":"32768Mi"');
  });

  it("does not make a quota of memory that nobody knows", () => {
    const result = quotaFor([{ name: "a", memoryMiB: undefined, copies: 1 }], "ClusterQueue");
    expect(result).toMatchObject({ ok: false, issues: [{ code: "capacity/no-limit" }] });
  });

  it("is the same for any order of the demands", () => {
    const reversed = quotaFor([...DEMANDS].reverse(), "ResourceQuota");
    expect(JSON.stringify(reversed)).toBe(JSON.stringify(quotaFor(DEMANDS, "ResourceQuota")));
  });

  it.each<[unknown, string, object | undefined, string[]]>([
    [DEMANDS, "LimitRange", undefined, ["capacity/value target"]],
    [DEMANDS, "ClusterQueue", { name: "" }, ["options/value name"]],
    [DEMANDS, "ClusterQueue", { flavour: "a" }, ["options/unknown-key flavour"]],
    [[{ name: "a" }], "ResourceQuota", undefined, ["capacity/value demands 0 copies"]],
    [undefined, "ResourceQuota", undefined, ["capacity/value demands"]],
  ])("fails for %j as %s with %j", (demands, target, options, expected) => {
    const result = quotaFor(demands as [], target as "ClusterQueue", options);
    const found = result.ok
      ? []
      : result.issues.map(({ code, path }) => `${code} ${path.join(" ")}`);
    expect(found).toEqual(expected);
  });
});
