import { unwrap } from "kube-mps";
import {
  type GpuDemand,
  type GpuNode,
  type MemoryQuota,
  packDemands,
  quotaFor,
  type ResourceQuota,
} from "kube-mps/capacity";
import { describe, expectTypeOf, it } from "vitest";

const demands: readonly GpuDemand[] = [];

describe("packDemands", () => {
  it("takes nodes as they are read, and as people write them", () => {
    expectTypeOf(packDemands).toBeCallableWith([] as readonly GpuNode[], demands);
    expectTypeOf(packDemands).toBeCallableWith([{ name: "a", count: 1 }], demands);
  });

  it("needs the memory of a demand, if only to say that there is no limit", () => {
    // @ts-expect-error: without memoryMiB
    packDemands([], [{ name: "a", copies: 1 }]);
    packDemands([], [{ name: "a", copies: 1, memoryMiB: undefined }]);
  });
});

describe("quotaFor", () => {
  it("returns what its target says", () => {
    expectTypeOf(unwrap(quotaFor(demands, "ResourceQuota"))).toEqualTypeOf<
      readonly ResourceQuota[]
    >();
    expectTypeOf(unwrap(quotaFor(demands, "ClusterQueue"))).toEqualTypeOf<MemoryQuota>();
  });
});
