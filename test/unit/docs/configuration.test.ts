import {
  type ConflictPolicy,
  compileOptions,
  injectGpuConfig,
  toEnv,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import { describe, expect, it } from "vitest";
import { SHOWN_OPTIONS, withOptions } from "./configuration-page.ts";
import { expectPage } from "./expect-page.ts";
import { readPage } from "./snippets/pages.ts";

const PATH = "docs/configuration.md";
const PAGE = readPage(PATH);
const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const POLICIES: readonly ConflictPolicy[] = ["override", "keep", "error", "tighten"];

/** The cells of the table whose first column has this heading, without backticks and links. */
function tableUnder(heading: string): string[][] {
  const [, after = ""] = PAGE.split(`\n| ${heading} |`);
  const [table = ""] = after.split("\n\n");
  const rows = table.split("\n").slice(2);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim())
      .map((cell) => cell.replaceAll(/`/g, "").replace(/^\[(.*)\]\(.*\)$/, "$1")),
  );
}

/** The value that an existing variable has after injection, or the code of the issue. */
function outcomeOf(existing: string, onConflict: ConflictPolicy): string | undefined {
  const isMemory = existing.length > 3;
  const name = isMemory ? "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT" : "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
  const env = [{ name, value: existing }];
  const container = { env, resources: { limits: { "nvidia.com/gpu": 1 } } };
  const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [container] } };
  const result = injectGpuConfig(pod, CONFIG, { onConflict });
  return result.ok ? result.value.object.spec.containers[0]?.env[0]?.value : result.issues[0].code;
}

describe("docs/configuration.md", () => {
  it.each(tableUnder("existing"))("shows what becomes of %s", (existing, ...outcomes) => {
    expect(POLICIES.map((policy) => outcomeOf(existing, policy))).toEqual(outcomes);
  });

  it.each(tableUnder("written"))("shows how %s is read as memory", (written, bytes, variable) => {
    const config = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: JSON.parse(written) }));
    expect([String(config.pinnedDeviceMemoryLimit), unwrap(toEnv(config))[0]?.value]).toEqual([
      bytes,
      variable,
    ]);
  });

  it("has a table of every option, made of the tables in the source", () => {
    expectPage(PATH, withOptions(PAGE));
  });

  it("has a section for each option, in the order of the table", () => {
    expect(tableUnder("option").map(([name]) => name)).toEqual(SHOWN_OPTIONS);
    const [, sections = ""] = PAGE.split("\n## Options\n");
    const headings = [...sections.matchAll(/^### `(.*)`$/gm)].map(([, name]) => name);
    expect(headings).toEqual(SHOWN_OPTIONS);
  });

  it("has the defaults that compileOptions fills in", () => {
    const shown = Object.fromEntries(tableUnder("option").map(([name, value]) => [name, value]));
    for (const [name, value] of Object.entries(unwrap(compileOptions()))) {
      const json = value === undefined ? "" : JSON.stringify(value);
      expect([name, shown[name]?.replaceAll('", "', '","')]).toEqual([name, json]);
    }
  });
});
