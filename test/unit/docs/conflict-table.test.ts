import { type ConflictPolicy, injectGpuConfig } from "kube-mps";
import { expect, it } from "vitest";
import { readPage } from "./snippets/pages.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const POLICIES: readonly ConflictPolicy[] = ["override", "keep", "error", "tighten"];

/** The rows of the table in docs/configuration.md: what is there, and what each policy makes of it. */
const ROWS = readPage("docs/configuration.md")
  .split("With a config of 4Gi and 50 %:")[1]
  ?.split("\n\n")[1]
  ?.split("\n")
  .slice(2)
  .map((row) => [...row.matchAll(/`(.*?)`/g)].map((match) => match[1] ?? ""));

function outcomeOf(there: string, onConflict: ConflictPolicy): string | undefined {
  const isMemory = there.length > 3;
  const name = isMemory ? "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT" : "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
  const container = {
    env: [{ name, value: there }],
    resources: { limits: { "nvidia.com/gpu": 1 } },
  };
  const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [container] } };
  const result = injectGpuConfig(pod, CONFIG, { onConflict });
  return result.ok ? result.value.object.spec.containers[0]?.env[0]?.value : result.issues[0].code;
}

it.each(ROWS ?? [])("%s becomes what docs/configuration.md says", (there, ...outcomes) => {
  expect(POLICIES.map((policy) => outcomeOf(there, policy))).toEqual(outcomes);
});

it("docs/configuration.md has the table", () => expect(ROWS).toHaveLength(8));
