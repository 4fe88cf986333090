import { describe, expect, it } from "vitest";
import { limitsState } from "../../../../src/cli/scan/limits-state.ts";
import { readCurrentLimits } from "../../../../src/limits/current-limits.ts";
import { MEMORY, PRIORITY, THREADS } from "../../../helpers/manifests.ts";

/** The state of a container that requests two GPUs. */
function stateOf(env: Readonly<Record<string, unknown>>, count: number | undefined = 2): string {
  const items = Object.entries(env).map(([name, value]) =>
    typeof value === "object" ? { name, valueFrom: value } : { name, value },
  );
  return limitsState(readCurrentLimits(items, []), count);
}

describe("limitsState", () => {
  it.each<[env: Readonly<Record<string, unknown>>, state: string]>([
    [{ [MEMORY]: "0=1G,1=1G" }, "written"],
    [{ [THREADS]: "50" }, "written"],
    [{ [THREADS]: "0", [MEMORY]: "0=1G" }, "written"],
    [{}, "not written"],
    [{ [THREADS]: "0" }, "not written"],
    [{ [THREADS]: "100" }, "not written"],
    [{ [PRIORITY]: "1" }, "not written"],
    [{ [MEMORY]: "4294967296" }, "ignored by CUDA"],
    [{ [MEMORY]: "0=1G", [THREADS]: "half" }, "ignored by CUDA"],
    [{ [MEMORY]: "0=1G", [PRIORITY]: "low" }, "ignored by CUDA"],
    [{ [MEMORY]: "" }, "ignored by CUDA"],
    [{ [THREADS]: 50 }, "ignored by CUDA"],
    [{ [MEMORY]: "0=1G,2=1G", [THREADS]: "50" }, "may be void"],
    [{ [MEMORY]: { fieldRef: {} } }, "unknown"],
    [{ [MEMORY]: "0=1G", [THREADS]: "$(THREADS)" }, "unknown"],
  ])("of %j is %s", (env, state) => {
    expect(stateOf(env)).toBe(state);
  });

  it("takes no device for void where the number of GPUs cannot be read", () => {
    expect(limitsState(readCurrentLimits([{ name: MEMORY, value: "7=1G" }], []), undefined)).toBe(
      "written",
    );
  });
});
