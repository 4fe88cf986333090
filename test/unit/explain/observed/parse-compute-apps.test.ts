import { type GpuProcess, parseComputeApps } from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { readCard } from "../../../../src/explain/observed/parse-compute-apps.ts";

const ROW = { gpu: "GPU-1", pid: 77, type: undefined, name: "python", usedMiB: 512 };

function rows(text: string): readonly GpuProcess[] {
  const result = parseComputeApps(text);
  expect(result.warnings).toEqual([]);
  return result.ok ? result.value : [];
}

describe("parseComputeApps", () => {
  it.each([
    ["noheader,nounits", "GPU-1, 77, python, 512"],
    ["noheader", "GPU-1, 77, python, 512 MiB"],
    ["a header", "gpu_uuid, pid, process_name, used_gpu_memory [MiB]\nGPU-1, 77, python, 512 MiB"],
    ["the older name", "gpu_uuid, pid, process_name, used_memory\r\nGPU-1, 77, python, 512\r\n"],
    [
      "another order",
      "pid, used_gpu_memory [MiB], gpu_uuid, process_name\n77, 512 MiB, GPU-1, python",
    ],
  ])("reads csv with %s", (_, text) => {
    expect(rows(text)).toEqual([ROW]);
  });

  it.each(["[N/A]", "N/A", "[Not Supported]", "[Insufficient Permissions]"])(
    "does not know the memory of %s",
    (used) => {
      expect(rows(`GPU-1, 77, python, ${used}`)).toEqual([{ ...ROW, usedMiB: undefined }]);
    },
  );

  it("reads other columns as far as they are there", () => {
    expect(rows("77, python, 512 MiB")).toEqual([{ ...ROW, gpu: undefined }]);
    expect(rows("pid, used_gpu_memory [MiB]\n77, 512 MiB")).toEqual([
      { ...ROW, gpu: undefined, name: "" },
    ]);
    expect(rows("pid\n77")).toEqual([{ ...ROW, gpu: undefined, name: "", usedMiB: undefined }]);
  });

  it("reads names with commas and blanks", () => {
    expect(rows("GPU-1, 77, /opt/a, b/python 3, 512 MiB")).toEqual([
      { ...ROW, name: "/opt/a, b/python 3" },
    ]);
  });

  it.each([
    "hello",
    "GPU-1, 77, python",
    "GPU-1, x, python, 512 MiB",
    "GPU-1, 77, python, much",
    "pid, used_gpu_memory [MiB]\n77, python, 512",
  ])("warns of %j", (text) => {
    expect(parseComputeApps(text)).toMatchObject({
      value: [],
      warnings: [{ code: "observation/unknown-line" }],
    });
  });

  it("reads the processes of the table, with their types", () => {
    const text = `
+-----------------------------------------------------------------------------------------+
| NVIDIA-SMI 550.54.15              Driver Version: 550.54.15      CUDA Version: 12.4     |
|   0  NVIDIA A100-SXM4-80GB          On  | 00000000:07:00.0 Off   |                    0 |
| N/A   31C    P0              62W / 400W |   1234MiB / 81920MiB   |      0%   E. Process |
|  GPU   GI   CI        PID   Type   Process name                              GPU Memory |
|=========================================================================================|
|    0   N/A  N/A     12345      C   nvidia-cuda-mps-server                         28MiB |
|    0   N/A  N/A     12400    M+C   python train.py                              6000MiB |
|    1     3    0     12500    C+G   /usr/bin/x                                       N/A |
|    0      1602      G   /usr/lib/xorg/Xorg                            39MiB |
+-----------------------------------------------------------------------------------------+`;
    expect(rows(text)).toEqual([
      { gpu: "0", pid: 12345, type: "C", name: "nvidia-cuda-mps-server", usedMiB: 28 },
      { gpu: "0", pid: 12400, type: "M+C", name: "python train.py", usedMiB: 6000 },
      { gpu: "1", pid: 12500, type: "C+G", name: "/usr/bin/x", usedMiB: undefined },
      { gpu: "0", pid: 1602, type: "G", name: "/usr/lib/xorg/Xorg", usedMiB: 39 },
    ]);
  });

  it("reads that there is no process", () => {
    expect(rows("|  No running processes found          |")).toEqual([]);
    expect(rows("No running processes found")).toEqual([]);
    expect(rows("")).toEqual([]);
  });
});

describe("readCard", () => {
  it("reads the memory of a card", () => {
    const line = "| N/A   31C    P0    62W / 400W |   1234MiB / 81920MiB |   0%   Default |";
    expect(readCard(line)).toEqual([{ usedMiB: 1234, totalMiB: 81920 }]);
    expect(readCard("| N/A   31C    P0    62W / 400W |")).toBeUndefined();
  });
});
