import {
  type ConflictPolicy,
  compileOptions,
  injectGpuConfig,
  toEnv,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import { describe, expect, it } from "vitest";
import { readPage } from "./snippets/pages.ts";

const PAGE = readPage("docs/configuration.md");
const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const POLICIES: readonly ConflictPolicy[] = ["override", "keep", "error", "tighten"];

/** The cells of the table whose heading row begins so, without backticks and links. */
function tableUnder(heading: string): string[][] {
  const [, after = ""] = PAGE.split(`\n| ${heading} |`);
  const [table = ""] = after.split("\n\n");
  const rows = table.split("\n").slice(2);
  return rows.map((row) =>
    row
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.replaceAll(/`|\[|\]\(.*\)/g, "")),
  );
}

/** What becomes of a variable that is there. */
function outcomeOf(there: string, onConflict: ConflictPolicy): string | undefined {
  const isMemory = there.length > 3;
  const name = isMemory ? "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT" : "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
  const env = [{ name, value: there }];
  const container = { env, resources: { limits: { "nvidia.com/gpu": 1 } } };
  const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [container] } };
  const result = injectGpuConfig(pod, CONFIG, { onConflict });
  return result.ok ? result.value.object.spec.containers[0]?.env[0]?.value : result.issues[0].code;
}

describe("docs/configuration.md", () => {
  it.each(tableUnder("there"))("%s becomes what it says", (there, ...outcomes) => {
    expect(POLICIES.map((policy) => outcomeOf(there, policy))).toEqual(outcomes);
  });

  it.each(tableUnder("written"))("%s is the memory it says", (written, bytes, variable) => {
    const config = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: JSON.parse(written) }));
    expect([String(config.pinnedDeviceMemoryLimit), unwrap(toEnv(config))[0]?.value]).toEqual([
      bytes,
      variable,
    ]);
  });

  it("lists every option of injectGpuConfig, with a section for each", () => {
    const options = tableUnder("option").map(([name]) => name);
    const known = Object.keys(unwrap(compileOptions()));
    expect(options).toEqual(expect.arrayContaining(known));
    for (const name of options) expect(PAGE).toContain(`\n### \`${name}\`\n`);
  });

  it("lists the defaults that choices have", () => {
    const defaults = unwrap(compileOptions());
    const { onConflict, missingConfig, gpuUnit, unknownKinds } = defaults;
    const shown = Object.fromEntries(tableUnder("option").map(([name, value]) => [name, value]));
    for (const [name, value] of Object.entries({
      onConflict,
      missingConfig,
      gpuUnit,
      unknownKinds,
    })) {
      expect([name, shown[name]]).toEqual([name, JSON.stringify(value)]);
    }
    expect(shown["gpuResources"]).toBe(defaults.gpuResources.join(", "));
  });
});
