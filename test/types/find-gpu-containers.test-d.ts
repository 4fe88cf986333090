import {
  type CurrentLimit,
  type CurrentLimits,
  type FieldPath,
  findGpuContainers,
  type GpuContainer,
  type InjectOptions,
  type Result,
  type SkipReason,
  type WorkloadRef,
} from "kube-mps";
import { describe, expectTypeOf, it } from "vitest";

declare const container: GpuContainer;
declare const threads: CurrentLimit<number>;

describe("findGpuContainers", () => {
  it("accepts any value, and every option of injectGpuConfig", () => {
    expectTypeOf(findGpuContainers).parameter(0).toBeUnknown();
    expectTypeOf(findGpuContainers).returns.toEqualTypeOf<Result<readonly GpuContainer[]>>();
    findGpuContainers({}, {} as InjectOptions);
  });

  it("describes containers by closed lists", () => {
    expectTypeOf(container.role).toEqualTypeOf<
      "container" | "init" | "sidecar" | "ephemeral" | "inline"
    >();
    expectTypeOf(container.skip).toEqualTypeOf<SkipReason | undefined>();
    expectTypeOf(container.count).toEqualTypeOf<number | undefined>();
    expectTypeOf(container.workload).toEqualTypeOf<WorkloadRef>();
    expectTypeOf(container.current).toEqualTypeOf<CurrentLimits>();
  });

  it("narrows a current limit by its state", () => {
    if (threads.state === "set") {
      expectTypeOf(threads.value).toBeNumber();
      expectTypeOf(threads.path).toEqualTypeOf<FieldPath>();
    } else if (threads.state === "unset") {
      // @ts-expect-error it has no path
      threads.path;
    } else {
      expectTypeOf(threads.state).toEqualTypeOf<"ignored" | "unknown">();
      expectTypeOf(threads.received).toBeString();
    }
  });
});
