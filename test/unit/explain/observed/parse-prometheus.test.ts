import { parsePrometheus } from "kube-mps/explain";
import { describe, expect, it } from "vitest";

describe("parsePrometheus", () => {
  // https://github.com/NVIDIA/dcgm-exporter, README and etc/default-counters.csv
  it("reads what DCGM's exporter writes, and skips metrics about other things", () => {
    const text = `# HELP DCGM_FI_DEV_FB_FREE Framebuffer memory free (in MiB).
# TYPE DCGM_FI_DEV_FB_FREE gauge
DCGM_FI_DEV_FB_FREE{gpu="0",UUID="GPU-604ac76c",device="nvidia0",container="",pod=""} 32508
DCGM_FI_DEV_SM_CLOCK{gpu="0",UUID="GPU-604ac76c"} 139
go_goroutines 8
`;
    const labels = { gpu: "0", UUID: "GPU-604ac76c", device: "nvidia0", container: "", pod: "" };
    expect(parsePrometheus(text)).toStrictEqual({
      ok: true,
      value: [{ name: "DCGM_FI_DEV_FB_FREE", labels, value: 32508 }],
      warnings: [],
    });
  });

  it.each([
    "DCGM_FI_DEV_FB_USED",
    "DCGM_FI_DEV_FB_RESERVED",
    "DCGM_FI_DEV_GPU_UTIL",
    "DCGM_FI_DEV_XID_ERRORS",
    "DCGM_FI_PROF_GR_ENGINE_ACTIVE",
    "gpu_fractioning_gpu_memory_used_bytes",
    "gpu_fractioning_gpu_sm_utilization_percent",
    "gpu_fractioning_gpu_sm_utilization_percent_normalized",
  ])("knows %s", (name) => {
    expect(parsePrometheus(`${name} 1.5e3 1718000000000`)).toEqual({
      ok: true,
      value: [{ name, labels: {}, value: 1500 }],
      warnings: [],
    });
  });

  it.each([
    ['{exported_pod="a",pod="exporter"}', { pod: "a" }],
    ['{pod="exporter",exported_pod="a"}', { pod: "a" }],
    ['{a="x\\"y\\\\z\\n",}', { a: 'x"y\\z\n' }],
    ['{a="}",b="1"}', { a: "}", b: "1" }],
    ["{}", {}],
    ["{ }", {}],
  ])("reads labels %s", (text, labels) => {
    expect(parsePrometheus(`DCGM_FI_DEV_FB_USED${text} 1`)).toMatchObject({
      value: [{ labels }],
      warnings: [],
    });
  });

  it("keeps __proto__ a label like others", () => {
    const result = parsePrometheus('DCGM_FI_DEV_FB_USED{__proto__="a"} 1');
    const [metric] = result.ok ? result.value : [];
    expect(Object.keys(metric?.labels ?? {})).toEqual(["__proto__"]);
  });

  it("skips samples that are not numbers", () => {
    const text = "DCGM_FI_DEV_FB_USED NaN\nDCGM_FI_DEV_FB_USED +Inf";
    expect(parsePrometheus(text)).toEqual({ ok: true, value: [], warnings: [] });
  });

  it.each([
    "hello",
    'DCGM_FI_DEV_FB_USED{a="1} 1',
    "DCGM_FI_DEV_FB_USED",
    'DCGM_FI_DEV_FB_USED{a="1" 5',
    "5",
  ])("warns of %j", (text) => {
    expect(parsePrometheus(text)).toMatchObject({
      value: [],
      warnings: [{ code: "observation/unknown-line" }],
    });
  });
});
